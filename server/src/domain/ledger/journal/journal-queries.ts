import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'

/** The head of a company's chain, read under its lock. */
export interface LedgerHead {
  readonly companyId: CompanyId
  readonly setupVersion: string
  readonly lockedThrough: string | null
  readonly chainPosition: number
  /** Lower-case hex. */
  readonly chainHash: string
  readonly lastEntryId: string
  readonly lastPostedAt: string | null
  /** Last voucher number by fiscal year id. */
  readonly entryNumbers: Readonly<Record<string, number>>
}

/** Locks the companies' ledgers, in one order: the first lock of every posting, held until the commit. */
export function lockHeads(tx: Transaction, companies: readonly CompanyId[]): Promise<LedgerHead[]> {
  return tx.rows<LedgerHead>(sql`
    select company_id as "companyId", setup_version as "setupVersion", locked_through as "lockedThrough",
      chain_position::float8 as "chainPosition", encode(chain_hash, 'hex') as "chainHash",
      last_entry_id as "lastEntryId", last_posted_at as "lastPostedAt",
      entry_numbers as "entryNumbers"
    from ledger_heads where company_id = any(${companies}::uuid[])
    order by company_id for update`)
}

/** A party of one of the companies, with its group. */
export interface PartyGroup {
  readonly companyId: CompanyId
  readonly id: string
  readonly groupId: string
}

/** Which of these parties the companies have. */
export function findPartyGroups(
  tx: Transaction,
  companies: readonly CompanyId[],
  party: 'customer' | 'vendor',
  ids: readonly string[],
): Promise<PartyGroup[]> {
  return party === 'customer'
    ? tx.rows(sql`
        select company_id as "companyId", id, customer_group_id as "groupId" from customers
        where company_id = any(${companies}::uuid[]) and id = any(${ids}::uuid[])`)
    : tx.rows(sql`
        select company_id as "companyId", id, vendor_group_id as "groupId" from vendors
        where company_id = any(${companies}::uuid[]) and id = any(${ids}::uuid[])`)
}

/** The latest rate on or before each day, for those that have one; `date` is the day asked for. */
export function findRates(
  tx: Transaction,
  company: CompanyId,
  asked: readonly { readonly currency: string; readonly date: string }[],
): Promise<{ readonly currency: string; readonly date: string; readonly rate: string }[]> {
  return tx.rows(sql`
    select a.currency, a.date, r.rate
    from jsonb_to_recordset(${JSON.stringify(asked)}) as a (currency text, date date)
    cross join lateral (
      select trim_scale(rate) as rate from exchange_rates
      where company_id = ${company} and currency = a.currency and date <= a.date
      order by date desc limit 1) r`)
}

/** The rows of one posting, columns named as in the tables; bytea as hex. */
export interface PostingRows {
  readonly entries: readonly object[]
  readonly lines: readonly object[]
  readonly balances: readonly object[]
  readonly heads: readonly object[]
}

/** Writes entries, lines, balances and the new heads in one statement. */
export function insertPosting(tx: Transaction, rows: PostingRows): void {
  tx.run(sql`
    with entry as (
      insert into journal_entries (company_id, id, chain_position, fiscal_year_id, entry_number,
        entry_type, source, source_id, date, due_date, posted_at, updated_at, currency,
        exchange_rate, original_amount, amount, customer_id, vendor_id, journal_category_id,
        description, reference, external_system_id, tag_ids, reversal_of_id, previous_hash,
        entry_hash, line_count, attachment_count)
      select company_id, id, chain_position, fiscal_year_id, entry_number,
        entry_type, source, source_id, date, due_date, posted_at, posted_at, currency,
        exchange_rate, original_amount, amount, customer_id, vendor_id, journal_category_id,
        description, reference, external_system_id, coalesce(tag_ids, '{}'), reversal_of_id,
        decode(previous_hash, 'hex'), decode(entry_hash, 'hex'), line_count, attachment_count
      from json_to_recordset(${JSON.stringify(rows.entries)}) as e (
        company_id uuid, id uuid, chain_position bigint, fiscal_year_id uuid, entry_number integer,
        entry_type text, source text, source_id uuid, date date, due_date date,
        posted_at timestamptz, currency text, exchange_rate numeric, original_amount bigint,
        amount numeric, customer_id uuid, vendor_id uuid, journal_category_id uuid,
        description text, reference text, external_system_id text, tag_ids uuid[],
        reversal_of_id uuid, previous_hash text, entry_hash text, line_count smallint,
        attachment_count smallint)
    ), line as (
      insert into journal_lines (company_id, entry_id, line_number, line_count, id, account_id, side,
        amount, base_amount, line_kind, generated, source_line_index, vat_code_id, vat_rate,
        vat_base, vat_amount, customer_id, vendor_id, description, hours, tag_ids, date, year_end)
      select company_id, entry_id, line_number, line_count, id, account_id, side,
        amount, base_amount, line_kind, generated, source_line_index, vat_code_id, vat_rate,
        vat_base, vat_amount, customer_id, vendor_id, description, hours,
        coalesce(tag_ids, '{}'), date, coalesce(year_end, false)
      from json_to_recordset(${JSON.stringify(rows.lines)}) as l (
        company_id uuid, entry_id uuid, line_number smallint, line_count smallint, id uuid, account_id uuid,
        side "char", amount bigint, base_amount bigint, line_kind text, generated boolean,
        source_line_index smallint, vat_code_id uuid, vat_rate numeric, vat_base bigint,
        vat_amount bigint, customer_id uuid, vendor_id uuid, description text, hours numeric,
        tag_ids uuid[], date date, year_end boolean)
    ), balance as (
      insert into account_balances as b (company_id, account_id, date, year_end, debit, credit)
      select company_id, account_id, date, year_end, debit, credit
      from json_to_recordset(${JSON.stringify(rows.balances)}) as s (
        company_id uuid, account_id uuid, date date, year_end boolean, debit bigint, credit bigint)
      on conflict (company_id, account_id, date, year_end) do update
        set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit
    )
    update ledger_heads h set chain_position = n.chain_position,
      chain_hash = decode(n.chain_hash, 'hex'), last_entry_id = n.last_entry_id,
      last_posted_at = n.last_posted_at, entry_numbers = n.entry_numbers
    from json_to_recordset(${JSON.stringify(rows.heads)}) as n (
      company_id uuid, chain_position bigint, chain_hash text, last_entry_id uuid,
      last_posted_at timestamptz, entry_numbers jsonb)
    where h.company_id = n.company_id`)
}

/** Links originals to their reversals. */
export function markReversed(
  tx: Transaction,
  company: CompanyId,
  reversals: readonly { readonly id: string; readonly reversedById: string; readonly at: string }[],
): void {
  tx.run(sql`
    update journal_entries e set reversed_by_id = r."reversedById", updated_at = r.at
    from jsonb_to_recordset(${JSON.stringify(reversals)}) as r (
      id uuid, "reversedById" uuid, at timestamptz)
    where e.company_id = ${company} and e.id = r.id`)
}
