import type { Context } from '../../../kernel/context.ts'
import { sortedPage } from '../../../platform/http/keyset.ts'
import type { Page } from '../../../platform/http/paging.ts'
import { countDrafts, findDraftPage } from './list-drafts-queries.ts'
import type { DraftListQuery } from './draft-schema.ts'
import { type DraftView, viewDrafts } from './draft-view.ts'

/** One page of drafts. */
export async function listDrafts(ctx: Context, query: DraftListQuery): Promise<Page<DraftView>> {
  const { tx, company } = ctx
  const [total, rows] = await Promise.all([
    countDrafts(tx, company.id, query),
    findDraftPage(tx, company.id, query),
  ])
  const shown = rows.slice(0, query.limit)
  const views = new Map((await viewDrafts(ctx, shown)).map((view) => [view.id, view]))
  return sortedPage(rows, total, query, ({ id }) => views.get(id) as DraftView)
}
