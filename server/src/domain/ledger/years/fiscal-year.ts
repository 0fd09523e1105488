/** Which fiscal years there must be: pure rules over dates (ledger.md, section 11). */
import { addDays, addMonths } from '../../../kernel/calendar.ts'

/** First and last day of a year. */
export interface Span {
  readonly startDate: string
  readonly endDate: string
}

/** A year to be made. */
export interface NewYear extends Span {
  readonly name: string
}

/** How far from today a year is made on demand. */
const YEARS_BACK_MAX = 10
const YEARS_AHEAD_MAX = 2

/** Longest fiscal year that may be made by hand. */
const YEAR_MONTHS_MAX = 18

/** `2026`, or `2026/2027` when the year spans two calendar years. */
export function yearName({ startDate, endDate }: Span): string {
  const [first, last] = [startDate.slice(0, 4), endDate.slice(0, 4)]
  return first === last ? first : `${first}/${last}`
}

/** The 12 months around `date` that begin in the start month. */
function regularYear(date: string, startMonth: number): Span {
  const month = String(startMonth).padStart(2, '0')
  const thisYear = `${date.slice(0, 4)}-${month}-01`
  const startDate = thisYear <= date ? thisYear : addMonths(thisYear, -12)
  return { startDate, endDate: addDays(addMonths(startDate, 12), -1) }
}

/**
 * The years to make so that one holds `date`, oldest first; none when one does; `undefined`
 * beyond the bounds: ten years before today, two after. Years begin in the start month (1 to 12)
 * and adjoin those that exist: beside a year that ends elsewhere, the first one made is shorter
 * than 12 months.
 * @param existing the company's years, oldest first, without gaps
 */
export function missingYears(
  existing: readonly Span[],
  date: string,
  today: string,
  startMonth: number,
): readonly NewYear[] | undefined {
  const first = existing[0]
  const last = existing.at(-1)
  if (first !== undefined && last !== undefined) {
    if (first.startDate <= date && date <= last.endDate) return []
  }
  if (date < addMonths(today, -12 * YEARS_BACK_MAX)) return undefined
  if (date > addMonths(today, 12 * YEARS_AHEAD_MAX)) return undefined
  const years: Span[] = []
  if (first === undefined || last === undefined) {
    years.push(regularYear(date, startMonth))
  } else if (date < first.startDate) {
    for (let end = addDays(first.startDate, -1); end >= date; ) {
      const { startDate } = regularYear(end, startMonth)
      years.unshift({ startDate, endDate: end })
      end = addDays(startDate, -1)
    }
  } else {
    for (let start = addDays(last.endDate, 1); start <= date; ) {
      const { endDate } = regularYear(start, startMonth)
      years.push({ startDate: start, endDate })
      start = addDays(endDate, 1)
    }
  }
  return years.map((year) => ({ ...year, name: yearName(year) }))
}

/** Why a year cannot be made by hand, as a sentence; `undefined` when it can. */
export function yearProblem(
  existing: readonly (Span & { readonly status: 'open' | 'closed' })[],
  { startDate, endDate }: Span,
): string | undefined {
  if (endDate <= startDate) return 'A fiscal year ends after it has started.'
  if (addMonths(startDate, YEAR_MONTHS_MAX) <= endDate) {
    return `A fiscal year is at most ${YEAR_MONTHS_MAX} months long.`
  }
  const first = existing[0]
  const last = existing.at(-1)
  if (first === undefined || last === undefined) return undefined
  if (startDate === addDays(last.endDate, 1)) return undefined
  if (endDate !== addDays(first.startDate, -1)) {
    return `A year starts the day after ${last.endDate} or ends the day before ${first.startDate}.`
  }
  return first.status === 'closed' ? 'No fiscal year can come before a closed one.' : undefined
}
