import type { z } from 'zod'
import {
  across,
  choice,
  currency,
  decimal,
  isEnum,
  isoDate,
  list,
  min,
  money,
  multiline,
  object,
  optional,
  rules,
  text,
  uuid,
} from '../../../platform/http/fields.ts'
import { attachmentSchema } from '../attachments/attachment.ts'
import { isLocked } from './control-leg.ts'
import { ENTRY_TYPES, partyOf } from './entry.ts'

const TAGS_MAX = 20
const LINES_MAX = 1000
const ATTACHMENTS_MAX = 10

/** Most entries of one batch. */
export const BATCH_MAX = 100

/** Body of journal and draft creation: 15 MB, for the attachments (conventions.md, Security). */
export const ENTRY_BODY_BYTES_MAX = 15 * 1_048_576

/** Fields of a line as sent (ledger.md 6.2). */
export const lineFields = {
  accountId: uuid(),
  debit: optional(money({ positive: true })),
  credit: optional(money({ positive: true })),
  vatCodeId: optional(uuid()),
  description: optional(multiline({ max: 1000 })),
  customerId: optional(uuid()),
  vendorId: optional(uuid()),
  tagIds: optional(list(uuid(), { max: TAGS_MAX })),
  hours: optional(decimal({ places: 2, min: 0, max: 100_000 })),
}

/** Fields of an entry as sent, but its lines (ledger.md 6.2). */
export const entryFields = {
  entryType: optional(choice(ENTRY_TYPES)),
  journalType: optional(choice(ENTRY_TYPES)),
  originalAmount: optional(money({ signed: true })),
  customerId: optional(uuid()),
  vendorId: optional(uuid()),
  description: optional(multiline({ max: 1000 })),
  reference: optional(text({ max: 255 })),
  externalSystemId: optional(text({ max: 255 })),
  currency: optional(currency()),
  exchangeRate: optional(decimal({ places: 10, positive: true, max: '999999999' })),
  dueDate: optional(isoDate()),
  tagIds: optional(list(uuid(), { max: TAGS_MAX })),
  journalCategoryId: optional(uuid()),
  attachments: optional(list(attachmentSchema, { max: ATTACHMENTS_MAX })),
}

/** Checks over several fields that hold for entries and drafts alike: the alias, the due date. */
export function entryAcross(
  { entryType, journalType, date, dueDate }: EntryAcross,
  refuse: (property: string, rule: { name: string; sentence: string }) => void,
): void {
  const differ = entryType != null && journalType != null && entryType !== journalType
  if (differ) refuse('journalType', isEnum([entryType]))
  if (date != null && dueDate != null && dueDate < date) refuse('dueDate', min(date))
}

interface EntryAcross {
  readonly entryType?: string | null | undefined
  readonly journalType?: string | null | undefined
  readonly date?: string | null | undefined
  readonly dueDate?: string | null | undefined
}

const line = object(lineFields)

function entrySchema(apiVersion: 1 | 2, id: string) {
  const shape = {
    ...entryFields,
    date: isoDate(),
    lines: list(line, { min: 1, max: LINES_MAX }),
  }
  // Named first: `meta` makes a copy, which would be without the check.
  return across(object(shape).meta({ id }), (entry, refuse) => {
    entryAcross(entry, refuse)
    const type = entry.entryType ?? entry.journalType
    if (type == null) {
      // A value that was sent and refused has told its own fault.
      if (!('entryType' in entry) || entry.entryType === null) refuse('entryType', rules.isNotEmpty)
      return
    }
    if (apiVersion === 1 || !isLocked(type)) return
    const party = `${partyOf(type)}Id` as const
    if (!(party in entry) || entry[party] === null) refuse(party, rules.isNotEmpty)
  })
}

/** Body of `POST /v1/journal-entries`. */
export const entryV1 = entrySchema(1, 'JournalEntryRequestV1')
/** Body of `POST /v2/journal-entries`. */
export const entryV2 = entrySchema(2, 'JournalEntryRequest')
/** Body of `POST /v1/journal-batches`. */
export const batchV1 = object({ entries: list(entryV1, { min: 1, max: BATCH_MAX }) })
/** Body of `POST /v2/journal-entries/batch`. */
export const batchV2 = object({ entries: list(entryV2, { min: 1, max: BATCH_MAX }) })

/** A line as parsed; of a draft, everything may be absent. */
export type LineBody = Omit<Partial<z.output<typeof line>>, 'accountId'> & {
  readonly accountId?: string | null
}
/** An entry as parsed; of a draft, everything may be absent. */
export type EntryBody = Omit<Partial<z.output<typeof entryV2>>, 'lines' | 'date'> & {
  readonly date?: string | null
  readonly lines?: readonly LineBody[] | null
}
