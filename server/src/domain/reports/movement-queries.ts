import type { CompanyId, Statement, Transaction } from '../../kernel/context.ts'
import { join, sql } from '../../platform/db/sql.ts'
import type { LineFilter, Period } from './report-range.ts'
import type { AccountMovement } from './trial-balance-sums.ts'

/** What of the journal is summed. */
export interface MovementScope extends Period {
  readonly filter: LineFilter
  /** Whether closing entries dated inside the period count. */
  readonly includeYearEnd: boolean
}

/**
 * What every account moved up to `to`; accounts without movement are left out. Read from the kept
 * balances, or from the lines when only some of them count.
 */
export function sumMovements(
  tx: Transaction,
  company: CompanyId,
  { from, to, yearStart, filter, includeYearEnd }: MovementScope,
): Promise<AccountMovement[]> {
  const isPartial = filter.knownAt !== null || filter.tagGroups.length > 0
  const source = isPartial ? countedLines(company, filter) : keptBalances(company)
  return tx.rows<AccountMovement>(sql`
    select account_id as "accountId",
      coalesce(sum(debit - credit) filter (where date < ${yearStart}), 0)::bigint as "beforeYear",
      coalesce(sum(debit - credit) filter (where date >= ${yearStart} and date < ${from}),
        0)::bigint as "beforePeriod",
      coalesce(sum(debit) filter (where date >= ${from} and (not year_end or ${includeYearEnd})),
        0)::bigint as debit,
      coalesce(sum(credit) filter (where date >= ${from} and (not year_end or ${includeYearEnd})),
        0)::bigint as credit
    from (${source}) movement
    where date <= ${to}
    group by account_id`)
}

function keptBalances(company: CompanyId): Statement {
  return sql`
    select account_id, date, year_end, debit, credit
    from account_balances where company_id = ${company}`
}

function countedLines(company: CompanyId, filter: LineFilter): Statement {
  return sql`
    select line.account_id, line.date, line.year_end,
      greatest(line.base_amount, 0) as debit, greatest(-line.base_amount, 0) as credit
    from journal_lines line
    join journal_entries entry on entry.company_id = line.company_id and entry.id = line.entry_id
    where line.company_id = ${company} and ${counts(filter)}`
}

/** Whether a `line` of an `entry` passes the filter. */
export function counts({ knownAt, tagGroups }: LineFilter): Statement {
  const conditions = tagGroups.map(
    (ids) => sql`(line.tag_ids && ${ids}::uuid[] or entry.tag_ids && ${ids}::uuid[])`,
  )
  if (knownAt !== null) conditions.push(sql`entry.posted_at <= ${knownAt}`)
  return conditions.length === 0 ? sql`true` : join(conditions, ' and ')
}
