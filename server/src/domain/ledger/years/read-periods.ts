import type { Context } from '../../../kernel/context.ts'
import { listFiscalYears } from './fiscal-year-queries.ts'
import { findLockedThrough } from './period-queries.ts'
import { type Period, periodsOf } from './periods.ts'

/** The calendar months of every fiscal year, with the lock. */
export async function readPeriods(
  ctx: Context,
): Promise<{ lockedThrough: string | null; periods: Period[] }> {
  const { tx, company } = ctx
  const [lockedThrough, years] = await Promise.all([
    findLockedThrough(tx, company.id),
    listFiscalYears(tx, company.id),
  ])
  return { lockedThrough, periods: periodsOf(years, lockedThrough) }
}
