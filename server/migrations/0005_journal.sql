-- The journal: append-only by privilege. Amounts are minor units, debit positive; `amount` in the entry's
-- currency, `base_amount` in the company's.

create table journal_entries (
  company_id uuid not null references companies,
  id uuid not null,
  chain_position bigint not null check (chain_position > 0),
  fiscal_year_id uuid not null,
  entry_number integer not null check (entry_number > 0),
  entry_type text not null,
  source text not null,
  source_id uuid,
  date date not null,
  due_date date,
  posted_at timestamptz not null,
  updated_at timestamptz not null,
  currency text not null,
  exchange_rate numeric(20, 10) not null,
  original_amount bigint,
  -- What minAmount and maxAmount compare, in whole units of the currency.
  amount numeric(19, 4) not null,
  customer_id uuid,
  vendor_id uuid,
  journal_category_id uuid not null,
  description text,
  reference text,
  external_system_id text,
  tag_ids uuid[] not null default '{}',
  reversal_of_id uuid,
  reversed_by_id uuid,
  previous_hash bytea not null,
  entry_hash bytea not null,
  line_count smallint not null check (line_count > 0),
  attachment_count smallint not null default 0,
  primary key (company_id, id),
  -- A line names its entry's line count, so that no line can be added to a posted entry.
  constraint journal_entries_lines unique (company_id, id, line_count),
  constraint journal_entries_chain_unique unique (company_id, chain_position),
  constraint journal_entries_number_unique unique (company_id, fiscal_year_id, entry_number),
  foreign key (company_id, fiscal_year_id) references fiscal_years,
  foreign key (company_id, journal_category_id) references journal_categories,
  foreign key (company_id, customer_id) references customers,
  foreign key (company_id, vendor_id) references vendors,
  foreign key (company_id, reversal_of_id) references journal_entries
);
create index journal_entries_date on journal_entries (company_id, date, id);
create index journal_entries_external on journal_entries (company_id, external_system_id)
  where external_system_id is not null;
create index journal_entries_reference on journal_entries (company_id, reference)
  where reference is not null;
create index journal_entries_customer on journal_entries (company_id, customer_id, id)
  where customer_id is not null;
create index journal_entries_vendor on journal_entries (company_id, vendor_id, id)
  where vendor_id is not null;
create unique index journal_entries_reversal_unique on journal_entries (company_id, reversal_of_id)
  where reversal_of_id is not null;
create index journal_entries_tags on journal_entries using gin (tag_ids) where tag_ids <> '{}';
select tenant_table('journal_entries', 'select, insert');
grant update (reference, external_system_id, reversed_by_id, updated_at) on journal_entries to ledgerbee_app;

create table journal_lines (
  company_id uuid not null,
  entry_id uuid not null,
  line_number smallint not null,
  line_count smallint not null,
  id uuid not null,
  account_id uuid not null,
  side "char" not null check (side in ('D', 'C')),
  amount bigint not null,
  base_amount bigint not null,
  line_kind text not null,
  generated boolean not null,
  source_line_index smallint,
  vat_code_id uuid,
  vat_rate numeric(5, 2),
  vat_base bigint,
  vat_amount bigint,
  customer_id uuid,
  vendor_id uuid,
  description text,
  hours numeric(9, 2),
  tag_ids uuid[] not null default '{}',
  -- The entry's, so that an account's ledger is one index range.
  date date not null,
  year_end boolean not null default false,
  primary key (company_id, entry_id, line_number),
  foreign key (company_id, entry_id, line_count) references journal_entries (company_id, id, line_count),
  foreign key (company_id, account_id) references accounts,
  foreign key (company_id, vat_code_id) references vat_codes,
  foreign key (company_id, customer_id) references customers,
  foreign key (company_id, vendor_id) references vendors,
  check (line_number between 1 and line_count),
  check (case side when 'D' then amount >= 0 and base_amount >= 0 else amount <= 0 and base_amount <= 0 end)
);
create index journal_lines_account on journal_lines (company_id, account_id, date, entry_id);
create index journal_lines_customer on journal_lines (company_id, customer_id, date)
  where customer_id is not null;
create index journal_lines_vendor on journal_lines (company_id, vendor_id, date)
  where vendor_id is not null;
create index journal_lines_vat on journal_lines (company_id, vat_code_id, date)
  where vat_code_id is not null;
create index journal_lines_tags on journal_lines using gin (tag_ids) where tag_ids <> '{}';
select tenant_table('journal_lines', 'select, insert');

-- Refuses at commit an entry that misses a line or does not balance in both currencies.
create function check_entry_balances() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  lines bigint;
  amounts numeric;
  base_amounts numeric;
begin
  select count(*), sum(amount), sum(base_amount) into lines, amounts, base_amounts
  from journal_lines where company_id = new.company_id and entry_id = new.id;
  if lines <> new.line_count or amounts <> 0 or base_amounts <> 0 then
    raise exception 'entry % does not balance: % of % lines, % and % over',
      new.id, lines, new.line_count, amounts, base_amounts
      using errcode = 'check_violation', constraint = 'journal_entries_balance';
  end if;
  return null;
end $$;
create constraint trigger journal_entries_balance after insert on journal_entries
  deferrable initially deferred for each row execute function check_entry_balances();

-- Sums of the lines by account and day, kept in the posting transaction; minor units of the base currency.
create table account_balances (
  company_id uuid not null references companies,
  account_id uuid not null,
  date date not null,
  -- Closing entries (source year_end) are kept apart: reports leave them out.
  year_end boolean not null default false,
  debit bigint not null,
  credit bigint not null,
  primary key (company_id, account_id, date, year_end),
  foreign key (company_id, account_id) references accounts
) with (fillfactor = 60);
select tenant_table('account_balances', 'select, insert, update');

-- Bytes once per company; which entry or draft they belong to stands in attachments.
create table files (
  company_id uuid not null references companies,
  sha256 bytea not null,
  size integer not null,
  content bytea not null,
  created_at timestamptz not null,
  primary key (company_id, sha256)
);
select tenant_table('files', 'select, insert');
