import type { Context } from '../../../kernel/context.ts'
import { findDraft } from './draft-queries.ts'
import { type DraftView, viewDrafts } from './draft-view.ts'
import { draftNotFound } from './errors.ts'

/** One draft. Throws `DRAFT_JOURNAL_ENTRY_NOT_FOUND`. */
export async function getDraft(ctx: Context, id: string): Promise<DraftView> {
  const draft = await findDraft(ctx.tx, ctx.company.id, id)
  if (draft === undefined) throw draftNotFound(id)
  const [view] = await viewDrafts(ctx, [draft])
  if (view === undefined) throw new Error('a draft without a view')
  return view
}
