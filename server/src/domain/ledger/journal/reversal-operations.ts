import { z } from 'zod'
import {
  isoDate,
  list,
  multiline,
  object,
  optional,
  text,
  uuid,
} from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { journalEntryView, viewEntry } from './entry-view.ts'
import { reverseEntries } from './reverse-entries.ts'

const REVERSALS_MAX = 100

const terms = {
  date: optional(isoDate()),
  description: optional(multiline({ max: 1000 })),
}

const shared = {
  surface: 'public',
  method: 'POST',
  tag: 'Journal Entries',
  scope: 'journal-entries-write',
  status: 200,
  audits: ['journal_entry.post', 'journal_entry.reverse'],
  errors: [
    'JOURNAL_ENTRY_NOT_FOUND',
    'JOURNAL_ENTRY_ALREADY_REVERSED',
    'JOURNAL_ENTRY_IS_REVERSAL',
    'JOURNAL_ENTRY_NOT_REVERSIBLE',
    'REVERSAL_DATE_BEFORE_ORIGINAL',
    'PERIOD_LOCKED',
    'FISCAL_YEAR_NOT_FOUND',
  ],
} as const

/** Reversals (ledger.md 7.4). */
export const reversalOperations: readonly AnyOperation[] = [
  operation({
    ...shared,
    id: 'reverseJournalEntries',
    path: '/v1/journal-entries/reverse',
    summary: 'Reverse posted journal entries in batch',
    body: object({ ids: list(uuid(), { min: 1, max: REVERSALS_MAX, unique: true }), ...terms }),
    answer: z
      .object({ totalReversed: z.int(), entries: z.array(journalEntryView) })
      .meta({ id: 'JournalReversals' }),
    run: async (ctx, { body }) => {
      const entries = await reverseEntries(ctx, body.ids, { ...body, isBatch: true })
      const views = entries.map((entry) => viewEntry(entry, ctx.company.baseCurrency))
      return { totalReversed: views.length, entries: views }
    },
  }),
  operation({
    ...shared,
    id: 'reverseJournalEntry',
    path: '/v1/journal-entries/{id}/reverse',
    summary: 'Reverse a posted journal entry',
    params: object({ id: uuid() }),
    body: object({ ...terms, reference: optional(text({ max: 255 })) }),
    answer: journalEntryView,
    run: async (ctx, { params, body }) => {
      const [entry] = await reverseEntries(ctx, [params.id], { ...body, isBatch: false })
      if (entry === undefined) throw new Error('a reversal that succeeded posted nothing')
      return viewEntry(entry, ctx.company.baseCurrency)
    },
  }),
]
