-- Concurrent posts of several companies may share one transaction. It runs under a role of its own that sees only
-- the companies the transaction names, and of those only what posting needs: it can append to the journal and
-- read which parties exist, nothing else.

-- The sub-select makes the list of companies be read once a statement, not once a row.
create function group_table(table_name text, privileges text) returns void
language plpgsql as $$
begin
  execute format(
    'create policy posting_group on %I to ledgerbee_group
       using (company_id = any ((select current_setting(''app.company_ids''))::uuid[]))', table_name);
  execute format('grant %s on %I to ledgerbee_group', privileges, table_name);
end $$;
revoke all on function group_table(text, text) from public;

select group_table('ledger_heads', 'select, update');
select group_table('journal_entries', 'insert');
select group_table('journal_lines', 'insert');
select group_table('account_balances', 'select, insert, update');
select group_table('audit_events', 'insert');
select group_table('outbox_events', 'insert');
select group_table('idempotency_keys', 'select, insert, update');
select group_table('customers', 'select (company_id, id, customer_group_id)');
select group_table('vendors', 'select (company_id, id, vendor_group_id)');
