import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { nextDefault } from '../defaults.ts'
import { merged } from '../merge-patch.ts'
import { checkDepartment } from './check-department.ts'
import { lockMembers, memberOf } from './list-members.ts'
import { isActive, type MemberFields, type MemberKind, type MemberRow } from './member-kind.ts'
import { clearDefault, updateMember as writeMember } from './member-queries.ts'

/**
 * Changes a contact or department by merge patch; `isDefault: true` moves the flag.
 * @throws NotFound the party, the member; `CUSTOMER_DEPARTMENT_NOT_FOUND`
 * @throws BadRequest `..._DEFAULT_REQUIRED`
 */
export async function updateMember(
  ctx: Context,
  kind: MemberKind,
  partyId: string,
  id: string,
  patch: MemberFields,
): Promise<MemberRow> {
  const members = await lockMembers(ctx, kind, partyId)
  const current = memberOf(kind, members, id)
  await checkDepartment(ctx, partyId, patch)
  const asked = merged(current, patch)
  const others = members.filter((member) => member.id !== id)
  const isDefault =
    nextDefault(
      kind.noun,
      others.map((member) => ({ ...member, isActive: isActive(member) })),
      { ...asked, isActive: isActive(asked) },
      current.isDefault,
    ) === id
  const changed = changes(current, { ...asked, isDefault })
  if (changed === null) return current
  const updatedAt = timestamp(ctx.clock.now())
  const member = { ...asked, isDefault, updatedAt }
  const { tx, company } = ctx
  if (isDefault && !current.isDefault) void clearDefault(tx, company.id, kind, partyId, updatedAt)
  void writeMember(tx, company.id, kind, member)
  audit(ctx, { action: `${kind.party}_${kind.noun}.update`, resourceId: id, ...changed })
  return member
}
