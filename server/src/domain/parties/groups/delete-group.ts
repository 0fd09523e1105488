import type { Context } from '../../../kernel/context.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { lockLedger } from '../../companies/index.ts'
import { isInUse } from '../in-use.ts'
import { groupInUse } from './errors.ts'
import { getGroupRow } from './get-group.ts'
import type { GroupKind } from './group-kind.ts'
import { deleteGroupRow } from './group-queries.ts'
import { groupFields } from './group-view.ts'

/**
 * Deletes a group that nobody is in.
 * @throws NotFound `..._GROUP_NOT_FOUND`
 * @throws BadRequest `..._GROUP_IN_USE`
 */
export async function deleteGroup(ctx: Context, kind: GroupKind, id: string): Promise<undefined> {
  await lockLedger(ctx.tx, ctx.company.id)
  const group = await getGroupRow(ctx, kind, id)
  try {
    await deleteGroupRow(ctx.tx, ctx.company.id, kind, id)
  } catch (error) {
    if (isInUse(error)) throw groupInUse(kind)
    throw error
  }
  const before = groupFields(kind, group)
  audit(ctx, { action: `${kind.party}_group.delete`, resourceId: id, before, after: null })
}
