import { notFound } from '../../../kernel/errors.ts'
import { object, optional, text, uuid } from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { correctEntry } from './correct-entry.ts'
import { findEntries } from './entry-queries.ts'
import { journalEntryView, viewEntry } from './entry-view.ts'
import { entryPageView, listEntries } from './list-entries.ts'
import { entryListQuery } from './list-entries-schema.ts'

const shared = { surface: 'public', tag: 'Journal Entries', status: 200 } as const

/** Lists, reads and corrects posted entries (ledger.md 7.2, 7.3). */
export const readingOperations: readonly AnyOperation[] = [
  operation({
    ...shared,
    id: 'listJournalEntries',
    method: 'GET',
    path: '/v1/journal-entries',
    summary: 'List journal entries',
    scope: 'journal-entries-read',
    query: entryListQuery,
    answer: entryPageView,
    run: (ctx, { query }) => listEntries(ctx, query),
  }),
  operation({
    ...shared,
    id: 'getJournalEntry',
    method: 'GET',
    path: '/v1/journal-entries/{id}',
    summary: 'Get a single journal entry',
    scope: 'journal-entries-read',
    params: object({ id: uuid() }),
    answer: journalEntryView,
    errors: ['JOURNAL_ENTRY_NOT_FOUND'],
    run: async (ctx, { params }) => {
      const [entry] = await findEntries(ctx.tx, ctx.company.id, [params.id])
      if (entry === undefined) throw notFound('JOURNAL_ENTRY', params.id)
      return viewEntry(entry, ctx.company.baseCurrency)
    },
  }),
  operation({
    ...shared,
    id: 'updateJournalEntry',
    method: 'PATCH',
    path: '/v1/journal-entries/{id}',
    summary: "Update a journal entry's reference and/or external system id",
    scope: 'journal-entries-write',
    params: object({ id: uuid() }),
    body: object({
      reference: optional(text({ max: 255 })),
      externalSystemId: optional(text({ max: 255 })),
    }),
    answer: journalEntryView,
    audits: ['journal_entry.update'],
    errors: ['JOURNAL_ENTRY_NOT_FOUND'],
    run: async (ctx, { params, body }) => {
      const entry = await correctEntry(ctx, params.id, body)
      return viewEntry(entry, ctx.company.baseCurrency)
    },
  }),
]
