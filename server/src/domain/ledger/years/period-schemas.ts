import { z } from 'zod'
import { isoDate, object, text } from '../../../platform/http/fields.ts'

/** Why the books are opened again; kept in the audit log. */
export const reason = () => text({ min: 3, max: 500 })

/** Body that locks every day through a date. */
export const lockRequest = object({ through: isoDate() })
/** Body that unlocks a date and every later one. */
export const unlockRequest = object({ from: isoDate(), reason: reason() })

/** The last locked day; null when none is. */
export const lockAnswer = z
  .object({ lockedThrough: z.iso.date().nullable() })
  .meta({ id: 'PeriodLock' })

/** The lock and the calendar months of every fiscal year. */
export const periodsAnswer = z
  .object({
    lockedThrough: z.iso.date().nullable(),
    periods: z.array(
      z.object({
        from: z.iso.date(),
        to: z.iso.date(),
        fiscalYearId: z.uuid(),
        status: z.enum(['open', 'locked', 'closed']),
      }),
    ),
  })
  .meta({ id: 'Periods' })
