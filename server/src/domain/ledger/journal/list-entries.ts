import type { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { sortedPage } from '../../../platform/http/keyset.ts'
import { type Page, pageSchema } from '../../../platform/http/paging.ts'
import { findEntries } from './entry-queries.ts'
import { journalEntryView, viewEntry } from './entry-view.ts'
import { countEntries, findPage } from './list-entries-queries.ts'
import type { EntryListQuery } from './list-entries-schema.ts'

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
