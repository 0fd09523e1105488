import { z } from 'zod'
import { isoDate, object, optional, text } from '../../../platform/http/fields.ts'
import { journalEntryView } from '../journal/entry-view.ts'
import { reason } from './period-schemas.ts'

/** Body of a new fiscal year; the name follows from the dates when left out. */
export const fiscalYearRequest = object({
  startDate: isoDate(),
  endDate: isoDate(),
  name: optional(text({ max: 50 })),
})

/** Body that reopens a year. */
export const reopenRequest = object({ reason: reason() })

/** A fiscal year as answered. */
export const fiscalYearAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    startDate: z.iso.date(),
    endDate: z.iso.date(),
    status: z.enum(['open', 'closed']),
    entryCount: z.int(),
    nextEntryNumber: z.int(),
    closedAt: z.iso.datetime().nullable(),
    closingEntryId: z.uuid().nullable(),
  })
  .meta({ id: 'FiscalYear' })

/** What closing a year did. */
export const closeAnswer = z
  .object({
    fiscalYear: fiscalYearAnswer,
    closingEntry: journalEntryView.nullable().describe('Null when there was nothing to close.'),
    result: z.number().describe('Result of the year in the base currency, income positive.'),
  })
  .meta({ id: 'FiscalYearClosed' })

/** What reopening a year did. */
export const reopenAnswer = z
  .object({ fiscalYear: fiscalYearAnswer, reversalEntry: journalEntryView.nullable() })
  .meta({ id: 'FiscalYearReopened' })
