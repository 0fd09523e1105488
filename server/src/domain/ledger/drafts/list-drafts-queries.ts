import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { join, sql } from '../../../platform/db/sql.ts'
import type { Position } from '../../../platform/http/keyset.ts'
import { keyColumn, keysetPage, type SortColumn } from '../../../platform/http/keyset-queries.ts'
import type { Draft } from './draft.ts'
import { DRAFT_COLUMNS } from './draft-queries.ts'
import type { DraftListQuery } from './draft-schema.ts'

/** Ids ascend with creation; drafts without a date come before every date. */
const SORT_COLUMNS: Readonly<Record<DraftListQuery['sortBy'], SortColumn>> = {
  createdAt: { column: 'd.id', type: 'uuid' },
  date: { column: "coalesce(d.date, '-infinity')", type: 'date' },
  amount: { column: 'd.amount', type: 'numeric' },
}

/** How many drafts match. */
export async function countDrafts(
  tx: Transaction,
  company: CompanyId,
  query: DraftListQuery,
): Promise<number> {
  const row = await tx.one<{ total: bigint }>(sql`
    select count(*) as total from draft_journal_entries d where ${conditions(company, query)}`)
  return Number(row?.total ?? 0n)
}

/** The drafts of one page in order, and one more when another page follows. */
export function findDraftPage(
  tx: Transaction,
  company: CompanyId,
  query: DraftListQuery,
): Promise<(Draft & Position)[]> {
  const sort = SORT_COLUMNS[query.sortBy]
  return tx.rows(sql`
    select ${DRAFT_COLUMNS}, ${keyColumn(sort)} from draft_journal_entries d
    where ${conditions(company, query)} ${keysetPage(sort, 'd.id', query)}`)
}

function conditions(company: CompanyId, query: DraftListQuery): Statement {
  const found: Statement[] = [sql`d.company_id = ${company}`]
  const when = <T>(value: T | null | undefined, condition: (value: T) => Statement): void => {
    if (value != null) found.push(condition(value))
  }
  if (query.status !== 'all') found.push(sql`d.status = ${query.status}`)
  when(query.fromDate, (date) => sql`d.date >= ${date}`)
  when(query.toDate, (date) => sql`d.date <= ${date}`)
  when(query.accountId, (id) => sql`d.account_ids @> array[${id}]::uuid[]`)
  when(query.customerId, (id) => sql`d.customer_ids @> array[${id}]::uuid[]`)
  when(query.vendorId, (id) => sql`d.vendor_ids @> array[${id}]::uuid[]`)
  when(query.journalType, (type) => sql`d.entry_type = ${type}`)
  when(query.entryType, (type) => sql`d.entry_type = ${type}`)
  when(query.minAmount, (amount) => sql`d.amount >= ${amount}`)
  when(query.maxAmount, (amount) => sql`d.amount <= ${amount}`)
  when(query.externalSystemId, (id) => sql`d.external_system_id = ${id}`)
  when(query.search, (words) => {
    const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
    return sql`(d.description ilike ${pattern} or d.reference ilike ${pattern})`
  })
  return join(found, ' and ')
}
