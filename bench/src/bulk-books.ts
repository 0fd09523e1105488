import pg from 'pg'

/**
 * Fills a company's books by SQL, as the owner and without triggers: entries of 4 lines over 3 years and 50 accounts,
 * with the balances that posting would have kept. Hashes are dummies, so `verify` would rightly refuse them.
 */
export async function growBooks(
  connection: object,
  companyId: string,
  entries: { readonly from: number; readonly to: number },
): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  const run = (text: string, values: unknown[] = []) => client.query(text, values)
  await run('set session_replication_role = replica')
  await run(
    `insert into fiscal_years (company_id, id, name, start_date, end_date, created_at)
     select $1, gen_random_uuid(), y::text, make_date(y, 1, 1), make_date(y, 12, 31), now()
     from generate_series(extract(year from now())::int - 2, extract(year from now())::int - 1) y
     on conflict do nothing`,
    [companyId],
  )
  await run(
    `create temp table chosen as
     select id, (row_number() over (order by account_number)) - 1 as n from accounts
     where company_id = $1 and ledger_type in ('PROFIT_AND_LOSS', 'BALANCE_SHEET')
       and control_account_type is null limit 50`,
    [companyId],
  )
  // Ids ascend with the position, as those of real entries do.
  await run(
    `create temp table made as
     select n, ('01900000-' || lpad(to_hex(n / 65536), 4, '0') || '-7' || lpad(to_hex((n / 16) % 4096), 3, '0')
         || '-8' || lpad(to_hex(n % 16), 3, '0') || '-' || lpad(to_hex(n), 12, '0'))::uuid as id,
       (date_trunc('year', now())::date - interval '2 years' + (n % 1000) * interval '1 day')::date as date
     from generate_series($1::int, $2::int) n`,
    [entries.from + 1, entries.to],
  )
  await run(
    `insert into journal_entries (company_id, id, chain_position, fiscal_year_id, entry_number,
       entry_type, source, date, posted_at, updated_at, currency, exchange_rate, amount,
       journal_category_id, description, reference, previous_hash, entry_hash, line_count)
     select $1, m.id, m.n, y.id, m.n, 'JOURNAL_ENTRY', 'api', m.date, now(), now(), 'DKK', 1,
       (m.n % 9000) + 100, c.id, 'Sale ' || m.n, 'R-' || m.n, '\\x00', '\\x00', 4
     from made m
     join fiscal_years y on y.company_id = $1 and m.date between y.start_date and y.end_date
     join journal_categories c on c.company_id = $1 and c.is_default`,
    [companyId],
  )
  await run(
    `insert into journal_lines (company_id, entry_id, line_number, line_count, id, account_id, side,
       amount, base_amount, line_kind, generated, date)
     select $1, m.id, k, 4, gen_random_uuid(), a.id, case when k <= 2 then 'D' else 'C' end::"char",
       case when k <= 2 then 1 else -1 end * (m.n % 9000 + 100),
       case when k <= 2 then 1 else -1 end * (m.n % 9000 + 100), 'ENTRY', false, m.date
     from made m cross join generate_series(1, 4) k
     join chosen a on a.n = (m.n * 7 + k * 13) % 50`,
    [companyId],
  )
  await run(
    `insert into account_balances (company_id, account_id, date, debit, credit)
     select $1, a.id, m.date, sum(case when k <= 2 then m.n % 9000 + 100 else 0 end),
       sum(case when k > 2 then m.n % 9000 + 100 else 0 end)
     from made m cross join generate_series(1, 4) k
     join chosen a on a.n = (m.n * 7 + k * 13) % 50
     group by a.id, m.date
     on conflict (company_id, account_id, date, year_end) do update
       set debit = account_balances.debit + excluded.debit,
           credit = account_balances.credit + excluded.credit`,
    [companyId],
  )
  await run('update ledger_heads set chain_position = $2 where company_id = $1', [
    companyId,
    entries.to,
  ])
  await run('drop table chosen, made')
  await run('vacuum analyze journal_entries, journal_lines, account_balances')
  await client.end()
}
