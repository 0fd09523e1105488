import type { z } from 'zod'
import {
  choice,
  isoDate,
  object,
  optional,
  pagination,
  queryBoolean,
  queryDecimal,
  queryInteger,
  text,
  uuid,
} from '../../../platform/http/fields.ts'
import { ENTRY_SOURCES, ENTRY_TYPES } from './entry.ts'

/** Filters that entries and drafts share (ledger.md 7.2, 9). */
export const sharedFilters = {
  fromDate: optional(isoDate()),
  toDate: optional(isoDate()),
  accountId: optional(uuid()),
  customerId: optional(uuid()),
  vendorId: optional(uuid()),
  journalType: optional(choice(ENTRY_TYPES)),
  entryType: optional(choice(ENTRY_TYPES)),
  minAmount: optional(queryDecimal({ places: 4 })),
  maxAmount: optional(queryDecimal({ places: 4 })),
  externalSystemId: optional(text({ max: 255 })),
  search: optional(text({ max: 255 })),
}

/** Query of `GET /v1/journal-entries`. */
export const entryListQuery = object({
  ...sharedFilters,
  reference: optional(text({ max: 255 })),
  entryNumber: optional(queryInteger({ min: 1 })),
  fiscalYearId: optional(uuid()),
  journalCategoryId: optional(uuid()),
  tagId: optional(uuid()),
  source: optional(choice(ENTRY_SOURCES)),
  reversed: optional(queryBoolean()),
  ...pagination({
    sortBy: ['postedAt', 'date', 'entryNumber', 'amount'],
    default: 'postedAt',
  }),
})

/** What a list of entries is asked for. */
export type EntryListQuery = z.output<typeof entryListQuery>
