import { dateInZone } from './calendar.ts'
import type { Clock } from './context.ts'

/** The clock of a company: real time, or a sandbox company's own instant (operator.md, Test clock). */
export function companyClock(frozenAt: Date | null, timeZone: string): Clock {
  // The only place where rules get their time from.
  const now = (): Date => frozenAt ?? new Date()
  return { now, today: () => dateInZone(now(), timeZone), frozen: frozenAt !== null }
}
