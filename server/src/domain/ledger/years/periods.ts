/** The calendar months of the fiscal years, and how far the books are shut: pure rules. */
import { addDays, lastDayOfMonth } from '../../../kernel/calendar.ts'
import type { FiscalYear } from './fiscal-year-queries.ts'

/** A calendar month, or the part of one that a fiscal year has. */
export interface Period {
  readonly from: string
  readonly to: string
  readonly fiscalYearId: string
  readonly status: 'open' | 'locked' | 'closed'
}

/** Last day of the latest closed year. */
export function closedThrough(
  years: readonly Pick<FiscalYear, 'status' | 'endDate'>[],
): string | null {
  return years.findLast(({ status }) => status === 'closed')?.endDate ?? null
}

/** The periods of the years, oldest first; `locked` when the whole month is. */
export function periodsOf(years: readonly FiscalYear[], lockedThrough: string | null): Period[] {
  return years.flatMap((year) => {
    const periods: Period[] = []
    for (let from = year.startDate; from <= year.endDate; ) {
      const monthEnd = lastDayOfMonth(from)
      const to = monthEnd < year.endDate ? monthEnd : year.endDate
      const isLocked = lockedThrough !== null && to <= lockedThrough
      const status = year.status === 'closed' ? 'closed' : isLocked ? 'locked' : 'open'
      periods.push({ from, to, fiscalYearId: year.id, status })
      from = addDays(to, 1)
    }
    return periods
  })
}
