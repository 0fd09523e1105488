import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { join, sql } from '../../../platform/db/sql.ts'
import { keyColumn, keysetPage, type SortColumn } from '../../../platform/http/keyset-queries.ts'
import type { Position } from '../../../platform/http/keyset.ts'
import type { EntryListQuery } from './list-entries-schema.ts'

/** Ids ascend with the chain and so with the time of posting: the primary key is that order's index. */
const SORT_COLUMNS: Readonly<Record<EntryListQuery['sortBy'], SortColumn>> = {
  postedAt: { column: 'e.id', type: 'uuid' },
  date: { column: 'e.date', type: 'date' },
  entryNumber: { column: 'e.entry_number', type: 'integer' },
  amount: { column: 'e.amount', type: 'numeric' },
}

/** How many entries match; without a filter the chain's length, which costs nothing to read. */
export async function countEntries(
  tx: Transaction,
  company: CompanyId,
  query: EntryListQuery,
): Promise<number> {
  const filters = conditions(company, query)
  const row =
    filters.length === 0
      ? await tx.one<{ total: bigint }>(sql`
          select chain_position as total from ledger_heads where company_id = ${company}`)
      : await tx.one<{ total: bigint }>(sql`
          select count(*) as total from journal_entries e
          where e.company_id = ${company} and ${join(filters, ' and ')}`)
  return Number(row?.total ?? 0n)
}

/** Ids of one page in order, and one more when another page follows. */
export function findPage(
  tx: Transaction,
  company: CompanyId,
  query: EntryListQuery,
): Promise<Position[]> {
  const sort = SORT_COLUMNS[query.sortBy]
  const where = join([sql`e.company_id = ${company}`, ...conditions(company, query)], ' and ')
  return tx.rows<Position>(sql`
    select e.id, ${keyColumn(sort)} from journal_entries e
    where ${where} ${keysetPage(sort, 'e.id', query)}`)
}

function conditions(company: CompanyId, query: EntryListQuery): Statement[] {
  const found: Statement[] = []
  const onAnyLine = (condition: Statement): Statement => sql`e.id in (
    select l.entry_id from journal_lines l where l.company_id = ${company} and ${condition})`
  const when = <T>(value: T | null | undefined, condition: (value: T) => Statement): void => {
    if (value != null) found.push(condition(value))
  }
  when(query.fromDate, (date) => sql`e.date >= ${date}`)
  when(query.toDate, (date) => sql`e.date <= ${date}`)
  when(query.accountId, (id) => onAnyLine(sql`l.account_id = ${id}`))
  when(
    query.customerId,
    (id) => sql`(e.customer_id = ${id} or ${onAnyLine(sql`l.customer_id = ${id}`)})`,
  )
  when(query.vendorId, (id) => sql`(e.vendor_id = ${id} or ${onAnyLine(sql`l.vendor_id = ${id}`)})`)
  when(query.journalType, (type) => sql`e.entry_type = ${type}`)
  when(query.entryType, (type) => sql`e.entry_type = ${type}`)
  when(query.minAmount, (amount) => sql`e.amount >= ${amount}`)
  when(query.maxAmount, (amount) => sql`e.amount <= ${amount}`)
  when(query.externalSystemId, (id) => sql`e.external_system_id = ${id}`)
  when(query.search, (words) => {
    const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
    return sql`(e.description ilike ${pattern} or e.reference ilike ${pattern})`
  })
  when(query.reference, (reference) => sql`e.reference = ${reference}`)
  when(query.entryNumber, (number) => sql`e.entry_number = ${number}`)
  when(query.fiscalYearId, (id) => sql`e.fiscal_year_id = ${id}`)
  when(query.journalCategoryId, (id) => sql`e.journal_category_id = ${id}`)
  when(query.tagId, (id) => {
    const line = onAnyLine(sql`l.tag_ids <> '{}' and l.tag_ids @> array[${id}]::uuid[]`)
    return sql`((e.tag_ids <> '{}' and e.tag_ids @> array[${id}]::uuid[]) or ${line})`
  })
  when(query.source, (source) => sql`e.source = ${source}`)
  when(query.reversed, (reversed) =>
    reversed ? sql`e.reversed_by_id is not null` : sql`e.reversed_by_id is null`,
  )
  return found
}
