import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import type { MetadataValue } from '../../../platform/http/fields.ts'
import { lockLedger } from '../../companies/index.ts'
import { merged, mergedMetadata } from '../merge-patch.ts'
import { checkAccount } from './check-account.ts'
import { groupNumberExists } from './errors.ts'
import { getGroup, getGroupRow } from './get-group.ts'
import type { GroupFields, GroupKind } from './group-kind.ts'
import { updateGroupRow } from './group-queries.ts'
import { groupFields } from './group-view.ts'

/** A merge patch of a group. */
export type GroupPatch = Partial<Omit<GroupFields, 'metadata'>> & {
  readonly metadata?: Readonly<Record<string, MetadataValue | null>> | null
}

/**
 * Changes a group by merge patch; documents booked before keep the account and discount they used.
 * @throws NotFound `..._GROUP_NOT_FOUND`, `LEDGER_NOT_FOUND`
 * @throws BadRequest `..._GROUP_ACCOUNT_INVALID`, `..._GROUP_NUMBER_ALREADY_EXISTS`
 */
export async function updateGroup(
  ctx: Context,
  kind: GroupKind,
  id: string,
  patch: GroupPatch,
): Promise<object> {
  const { tx, company } = ctx
  await lockLedger(tx, company.id)
  const current = groupFields(kind, await getGroupRow(ctx, kind, id))
  const metadata = mergedMetadata(current.metadata, patch.metadata)
  const fields: GroupFields = { ...merged(current, patch), metadata }
  await checkAccount(ctx, kind, fields.accountId)
  const changed = changes(current, fields)
  if (changed === null) return await getGroup(ctx, kind, id)
  try {
    const updatedAt = timestamp(ctx.clock.now())
    await updateGroupRow(tx, company.id, kind, { ...fields, id, updatedAt })
  } catch (error) {
    if (brokenConstraint(error) !== `${kind.party}_groups_number_unique`) throw error
    throw groupNumberExists(kind, fields.number)
  }
  audit(ctx, { action: `${kind.party}_group.update`, resourceId: id, ...changed })
  return await getGroup(ctx, kind, id)
}
