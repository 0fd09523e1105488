import type { z } from 'zod'
import {
  type AnyOperation,
  type GroupOutcome,
  type GroupScope,
  operation,
} from '../../../platform/http/operation.ts'
import {
  batches,
  createEntries,
  createEntriesForCompanies,
  singleEntries,
} from './create-entries.ts'
import type { PostedEntry } from './entry.ts'
import { batchV1, batchV2, ENTRY_BODY_BYTES_MAX, entryV1, entryV2 } from './entry-schema.ts'
import { journalBatchView, journalEntryView, viewEntry } from './entry-view.ts'
import type { EntryRequest } from './create-entries.ts'
import { readingOperations } from './reading-operations.ts'
import { reversalOperations } from './reversal-operations.ts'

const RULE_CODES = [
  'LEDGER_NOT_FOUND',
  'CUSTOMER_NOT_FOUND',
  'VENDOR_NOT_FOUND',
  'VAT_CODE_NOT_FOUND',
  'DIMENSION_VALUE_NOT_FOUND',
  'JOURNAL_CATEGORY_NOT_FOUND',
  'JOURNAL_LINE_AMOUNT_INVALID',
  'ORIGINAL_AMOUNT_REQUIRED',
  'JOURNAL_COUNTERPARTY_MISMATCH',
  'LEDGER_NOT_POSTABLE',
  'LEDGER_INACTIVE',
  'VAT_CODE_INACTIVE',
  'JOURNAL_CONTROL_LINE_NOT_ALLOWED',
  'CONTROL_ACCOUNT_INVALID',
  'JOURNAL_LINE_CUSTOMER_REQUIRED',
  'JOURNAL_LINE_VENDOR_REQUIRED',
  'JOURNAL_LINE_VAT_NOT_ALLOWED',
  'JOURNAL_TYPE_NOT_ALLOWED',
  'JOURNAL_DIMENSION_CONFLICT',
  'PROJECT_ARCHIVED',
  'DIMENSION_VALUE_INACTIVE',
  'EXCHANGE_RATE_MISSING',
  'EXCHANGE_RATE_INVALID',
  'PERIOD_LOCKED',
  'FISCAL_YEAR_NOT_FOUND',
  'ORIGINAL_AMOUNT_MISMATCH',
  'JOURNAL_NOT_BALANCED',
  'JOURNAL_AMOUNT_TOO_LARGE',
  'SYSTEM_ACCOUNT_MISSING',
  'INVALID_ATTACHMENT_TYPE',
] as const

const posting = {
  surface: 'public',
  method: 'POST',
  scope: 'journal-entries-write',
  status: 201,
  bodyBytesMax: ENTRY_BODY_BYTES_MAX,
  audits: ['journal_entry.post'],
  errors: RULE_CODES,
} as const

type EntryAnswer = z.input<typeof journalEntryView>
type BatchAnswer = z.input<typeof journalBatchView>

/** Posts the calls' entries and answers each call by `view`. */
async function posted<T>(
  requests: readonly EntryRequest[],
  scope: GroupScope,
  view: (entries: PostedEntry[], baseCurrency: string) => T,
): Promise<GroupOutcome<T>[]> {
  const create = scope === 'company' ? createEntries : createEntriesForCompanies
  const outcomes = await create(requests)
  return outcomes.map((outcome, index) => {
    if (!('value' in outcome)) return outcome
    const currency = requests[index]?.ctx.company.baseCurrency ?? ''
    return { value: view(outcome.value, currency) }
  })
}

function entryAnswer([entry]: PostedEntry[], baseCurrency: string): EntryAnswer {
  if (entry === undefined) throw new Error('a call that succeeded posted nothing')
  return viewEntry(entry, baseCurrency)
}

function batchAnswer(entries: PostedEntry[], baseCurrency: string): BatchAnswer {
  const views = entries.map((entry) => viewEntry(entry, baseCurrency))
  return { totalCreated: views.length, entries: views }
}

const creatingOperations: readonly AnyOperation[] = [
  operation({
    ...posting,
    id: 'createJournalEntry',
    path: '/v2/journal-entries',
    tag: 'Journal Entries (v2)',
    summary: 'Create a journal entry',
    body: entryV2,
    answer: journalEntryView,
    runTogether: (calls, scope) => posted(singleEntries(calls, 2), scope, entryAnswer),
  }),
  operation({
    ...posting,
    id: 'createJournalEntries',
    path: '/v2/journal-entries/batch',
    tag: 'Journal Entries (v2)',
    summary: 'Create journal entries in batch',
    body: batchV2,
    answer: journalBatchView,
    runTogether: (calls, scope) => posted(batches(calls, 2), scope, batchAnswer),
  }),
  operation({
    ...posting,
    id: 'createJournalEntryV1',
    path: '/v1/journal-entries',
    tag: 'Journal Entries',
    summary: 'Create a single journal entry',
    successor: '/api/v2/journal-entries',
    body: entryV1,
    answer: journalEntryView,
    runTogether: (calls, scope) => posted(singleEntries(calls, 1), scope, entryAnswer),
  }),
  operation({
    ...posting,
    id: 'createJournalEntriesV1',
    path: '/v1/journal-batches',
    tag: 'Journal Entries',
    summary: 'Create multiple journal entries in batch',
    successor: '/api/v2/journal-entries/batch',
    body: batchV1,
    answer: journalBatchView,
    runTogether: (calls, scope) => posted(batches(calls, 1), scope, batchAnswer),
  }),
]

/** Everything a caller can do with posted entries (ledger.md 7). */
export const journalOperations: readonly AnyOperation[] = [
  ...creatingOperations,
  ...readingOperations,
  ...reversalOperations,
]
