import type { Context } from '../../../kernel/context.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { deleteDraft as removeDraft } from './draft-queries.ts'
import { lockedDraft } from './locked-draft.ts'

/** Deletes a draft for good. Throws `DRAFT_JOURNAL_ENTRY_NOT_FOUND`, `DRAFT_ALREADY_BOOKED`. */
export async function deleteDraft(ctx: Context, id: string): Promise<undefined> {
  const { apiVersion, content } = await lockedDraft(ctx, id)
  removeDraft(ctx.tx, ctx.company.id, id)
  const before = { apiVersion, ...content }
  audit(ctx, { action: 'draft_journal_entry.delete', resourceId: id, before, after: null })
}
