/** Whether a date may be posted on (ledger.md, section 11). */
import { BadRequest } from '../../../kernel/errors.ts'

/** How far the books are shut; `null`: not at all. */
export interface Lock {
  /** Every date on or before it is locked. */
  readonly lockedThrough: string | null
  /** Last day of the latest closed fiscal year. */
  readonly closedThrough: string | null
}

/** `PERIOD_LOCKED` when nothing may be posted on the date; a closed year is told before a lock. */
export function postingRefusal({
  date,
  lockedThrough,
  closedThrough,
}: Lock & { readonly date: string }): BadRequest | undefined {
  if (closedThrough !== null && date <= closedThrough) {
    return new BadRequest(
      'PERIOD_LOCKED',
      `${date} is not after the closed year's ${closedThrough}; post later, or reopen the year.`,
      { date, lockedThrough, reason: 'fiscal_year_closed' },
    )
  }
  if (lockedThrough === null || date > lockedThrough) return undefined
  return new BadRequest(
    'PERIOD_LOCKED',
    `The books are locked through ${lockedThrough}; post after that date, or unlock the period.`,
    { date, lockedThrough, reason: 'period_locked' },
  )
}
