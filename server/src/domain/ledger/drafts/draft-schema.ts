import type { z } from 'zod'
import {
  across,
  choice,
  isoDate,
  list,
  object,
  optional,
  pagination,
  uuid,
  withDefault,
} from '../../../platform/http/fields.ts'
import { BATCH_MAX, entryAcross, entryFields, lineFields } from '../journal/entry-schema.ts'
import { sharedFilters } from '../journal/list-entries-schema.ts'
import { DRAFT_STATUSES } from './draft.ts'

const LINES_MAX = 1000

const line = object({ ...lineFields, accountId: optional(uuid()) })

const draftFields = {
  ...entryFields,
  date: optional(isoDate()),
  lines: optional(list(line, { max: LINES_MAX })),
}

/** A draft, and the merge patch of one: every field of an entry, none required (ledger.md 9). */
export const draftBody = across(
  // Named first: `meta` makes a copy, which would be without the check.
  object(draftFields).meta({ id: 'DraftJournalEntryRequest' }),
  entryAcross,
)

/** Body of the batches. */
export const draftBatchBody = object({ entries: list(draftBody, { min: 1, max: BATCH_MAX }) })

/** Query of the lists. */
export const draftListQuery = object({
  ...sharedFilters,
  status: withDefault(choice([...DRAFT_STATUSES, 'all']), 'draft'),
  ...pagination({ sortBy: ['createdAt', 'date', 'amount'], default: 'createdAt' }),
})

/** What a list of drafts is asked for. */
export type DraftListQuery = z.output<typeof draftListQuery>
