import { addMonths, firstDayOfMonth } from '../../kernel/calendar.ts'
import { Chance } from './chance.ts'
import type { DemoEntry } from './entry.ts'
import { closing, opening, payroll } from './household.ts'
import { purchases } from './purchases.ts'
import { sales } from './sales.ts'

const MONTHS = 12
const SEED = 20_260_101

/**
 * What a small Danish company books in the twelve whole months before `today`'s month, in the order of dates. The
 * same month gives the same entries everywhere.
 */
export function demoYear(today: string): readonly DemoEntry[] {
  const end = firstDayOfMonth(today)
  const first = addMonths(end, -MONTHS)
  const chance = new Chance(SEED)
  const months = Array.from({ length: MONTHS }, (_, index) => addMonths(first, index))
  const entries = months.flatMap((month) => [
    ...sales(month, chance),
    ...purchases(month, chance),
    ...payroll(month),
    ...closing(month, chance),
  ])
  // Sorting keeps the order of what happened on one day.
  return [...opening(first), ...entries]
    .filter(({ date }) => date < end)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}
