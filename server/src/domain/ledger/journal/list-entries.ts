import type { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
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
import { sortedPage } from '../../../platform/http/keyset.ts'
import { type Page, pageSchema } from '../../../platform/http/paging.ts'
import { ENTRY_SOURCES, ENTRY_TYPES } from './entry.ts'
import { findEntries } from './entry-queries.ts'
import { journalEntryView, viewEntry } from './entry-view.ts'
import { countEntries, findPage } from './list-entries-queries.ts'

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

/** Answer of `GET /v1/journal-entries`: full entries with lines. */
export const entryPageView = pageSchema(journalEntryView).meta({ id: 'JournalEntryPage' })

/** One page of posted entries. */
export async function listEntries(
  ctx: Context,
  query: EntryListQuery,
): Promise<Page<z.input<typeof journalEntryView>>> {
  const { tx, company } = ctx
  const [total, rows] = await Promise.all([
    countEntries(tx, company.id, query),
    findPage(tx, company.id, query),
  ])
  const ids = rows.slice(0, query.limit).map((row) => row.id)
  const entries = new Map(
    (await findEntries(tx, company.id, ids)).map((entry) => [entry.id, entry]),
  )
  return sortedPage(rows, total, query, ({ id }) => {
    const entry = entries.get(id)
    if (entry === undefined) throw new Error(`entry ${id} left its own snapshot`)
    return viewEntry(entry, company.baseCurrency)
  })
}
