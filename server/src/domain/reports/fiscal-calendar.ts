/** Where fiscal years begin, also those nobody has posted in yet. */
import { addDays, addMonths } from '../../kernel/calendar.ts'

/** The company's fiscal years, oldest first, and the month that new ones start in. */
export interface FiscalCalendar {
  readonly years: readonly { readonly startDate: string; readonly endDate: string }[]
  /** 1 to 12. */
  readonly startMonth: number
}

/**
 * The first day of the fiscal year that holds `date`. Outside the stored years it is the year that
 * a posting would make (ledger.md 11): it begins in the start month, or adjoins the last stored.
 */
export function fiscalYearStart({ years, startMonth }: FiscalCalendar, date: string): string {
  const year = years.find(({ startDate, endDate }) => startDate <= date && date <= endDate)
  if (year !== undefined) return year.startDate
  const inSameYear = `${date.slice(0, 4)}-${String(startMonth).padStart(2, '0')}-01`
  const regular = inSameYear <= date ? inSameYear : addMonths(inSameYear, -12)
  const lastDay = years.at(-1)?.endDate
  if (lastDay === undefined || date < lastDay || lastDay < regular) return regular
  return addDays(lastDay, 1)
}
