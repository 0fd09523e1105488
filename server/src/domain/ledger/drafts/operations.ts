import { object, uuid } from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { ENTRY_BODY_BYTES_MAX } from '../journal/entry-schema.ts'
import { journalEntryView, viewEntry } from '../journal/entry-view.ts'
import { bookDraft } from './book-draft.ts'
import { createDrafts } from './create-drafts.ts'
import { deleteDraft } from './delete-draft.ts'
import { draftBatchBody, draftBody, draftListQuery } from './draft-schema.ts'
import { draftBatchView, draftPageView, draftView } from './draft-view.ts'
import { getDraft } from './get-draft.ts'
import { listDrafts } from './list-drafts.ts'
import { updateDraft } from './update-draft.ts'

const READ = 'draft-journal-entries-read'
const WRITE = 'draft-journal-entries-write'
const NOT_FOUND = 'DRAFT_JOURNAL_ENTRY_NOT_FOUND'
const BOOKED = 'DRAFT_ALREADY_BOOKED'
const STORE_CODES = [
  'LEDGER_NOT_FOUND',
  'CUSTOMER_NOT_FOUND',
  'VENDOR_NOT_FOUND',
  'VAT_CODE_NOT_FOUND',
  'DIMENSION_VALUE_NOT_FOUND',
  'JOURNAL_CATEGORY_NOT_FOUND',
  'JOURNAL_LINE_AMOUNT_INVALID',
  'JOURNAL_CONTROL_LINE_NOT_ALLOWED',
  'INVALID_ATTACHMENT_TYPE',
] as const

const params = object({ id: uuid() })

/** What tells v1 and v2 apart: v1 is deprecated, and its drafts get no control leg. */
function versioned(apiVersion: 1 | 2, path: string) {
  const isV2 = apiVersion === 2
  return {
    surface: 'public',
    path: `/v${apiVersion}${path}`,
    tag: isV2 ? 'Draft Journal Entries (v2)' : 'Draft Journal Entries',
    ...(isV2 ? {} : { successor: `/api/v2${path}` }),
  } as const
}

const COLLECTION = '/draft-journal-entries'
const BATCHES = '/draft-journal-batches'
const ONE = `${COLLECTION}/{id}`

function creating(apiVersion: 1 | 2, suffix: string): readonly AnyOperation[] {
  const shared = {
    method: 'POST',
    scope: WRITE,
    status: 201,
    bodyBytesMax: ENTRY_BODY_BYTES_MAX,
    audits: ['draft_journal_entry.create'],
    errors: STORE_CODES,
  } as const
  return [
    operation({
      ...versioned(apiVersion, BATCHES),
      ...shared,
      id: `createDraftJournalEntries${suffix}`,
      summary: 'Create draft journal entries in batch',
      body: draftBatchBody,
      answer: draftBatchView,
      run: async (ctx, { body }) => {
        const entries = await createDrafts(ctx, { apiVersion, bodies: body.entries, isBatch: true })
        return { totalCreated: entries.length, entries }
      },
    }),
    operation({
      ...versioned(apiVersion, COLLECTION),
      ...shared,
      id: `createDraftJournalEntry${suffix}`,
      summary: 'Create a draft journal entry',
      body: draftBody,
      answer: draftView,
      run: async (ctx, { body }) => {
        const request = { apiVersion, bodies: [body], isBatch: false }
        const [draft] = await createDrafts(ctx, request)
        if (draft === undefined) throw new Error('a call that succeeded stored nothing')
        return draft
      },
    }),
  ]
}

function reading(apiVersion: 1 | 2, suffix: string): readonly AnyOperation[] {
  return [
    operation({
      ...versioned(apiVersion, COLLECTION),
      id: `listDraftJournalEntries${suffix}`,
      method: 'GET',
      summary: 'List draft journal entries',
      scope: READ,
      status: 200,
      query: draftListQuery,
      answer: draftPageView,
      run: (ctx, { query }) => listDrafts(ctx, query),
    }),
    operation({
      ...versioned(apiVersion, ONE),
      id: `getDraftJournalEntry${suffix}`,
      method: 'GET',
      summary: 'Get a single draft journal entry',
      scope: READ,
      status: 200,
      params,
      answer: draftView,
      errors: [NOT_FOUND],
      run: (ctx, input) => getDraft(ctx, input.params.id),
    }),
  ]
}

function ending(apiVersion: 1 | 2, suffix: string): readonly AnyOperation[] {
  return [
    operation({
      ...versioned(apiVersion, ONE),
      id: `deleteDraftJournalEntry${suffix}`,
      method: 'DELETE',
      summary: 'Delete a draft journal entry',
      scope: WRITE,
      status: 204,
      params,
      audits: ['draft_journal_entry.delete'],
      errors: [NOT_FOUND, BOOKED],
      run: (ctx, input) => deleteDraft(ctx, input.params.id),
    }),
    operation({
      ...versioned(apiVersion, `${ONE}/book`),
      id: `bookDraftJournalEntry${suffix}`,
      method: 'POST',
      summary: 'Book a draft journal entry',
      description: 'With problems: the code of the first, all of them in `details.problems`.',
      scope: WRITE,
      status: 200,
      params,
      answer: journalEntryView,
      audits: ['draft_journal_entry.book', 'journal_entry.post'],
      errors: [NOT_FOUND, BOOKED, 'DRAFT_INCOMPLETE'],
      run: async (ctx, input) => {
        return viewEntry(await bookDraft(ctx, input.params.id), ctx.company.baseCurrency)
      },
    }),
  ]
}

const updating = operation({
  ...versioned(2, ONE),
  id: 'updateDraftJournalEntry',
  method: 'PATCH',
  summary: 'Update a draft journal entry',
  scope: WRITE,
  status: 200,
  params,
  body: draftBody,
  answer: draftView,
  audits: ['draft_journal_entry.update'],
  errors: [NOT_FOUND, BOOKED, ...STORE_CODES],
  run: (ctx, input) => updateDraft(ctx, input.params.id, input.body),
})

/** Drafts: one store behind v1 and v2 (ledger.md 9). */
export const draftsOperations: readonly AnyOperation[] = [
  ...creating(2, ''),
  ...reading(2, ''),
  updating,
  ...ending(2, ''),
  ...creating(1, 'V1'),
  ...reading(1, 'V1'),
  ...ending(1, 'V1'),
]
