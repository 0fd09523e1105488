import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import type { PostedEntry } from './entry.ts'
import { findEntries, lockEntries, updateReferences } from './entry-queries.ts'

/** What may be corrected on a posted entry; `null` clears, absent leaves as it is. */
export interface Correction {
  readonly reference?: string | null | undefined
  readonly externalSystemId?: string | null | undefined
}

/**
 * Corrects reference and external id of a posted entry, locked period or not; never a posting, and outside the
 * hash (ledger.md 7.3). Throws `JOURNAL_ENTRY_NOT_FOUND`.
 */
export async function correctEntry(
  ctx: Context,
  id: string,
  correction: Correction,
): Promise<PostedEntry> {
  await lockEntries(ctx.tx, ctx.company.id, [id])
  const [entry] = await findEntries(ctx.tx, ctx.company.id, [id])
  if (entry === undefined) throw notFound('JOURNAL_ENTRY', id)
  const { reference, externalSystemId } = entry
  const before = { reference, externalSystemId }
  const after = {
    reference: correction.reference === undefined ? reference : correction.reference,
    externalSystemId:
      correction.externalSystemId === undefined ? externalSystemId : correction.externalSystemId,
  }
  if (changes(before, after) === null) return entry
  const updatedAt = timestamp(ctx.clock.now())
  updateReferences(ctx.tx, ctx.company.id, id, { ...after, updatedAt })
  audit(ctx, { action: 'journal_entry.update', resourceId: id, before, after })
  return { ...entry, ...after, updatedAt }
}
