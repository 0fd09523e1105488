import type { Context } from '../../../kernel/context.ts'
import { BadRequest } from '../../../kernel/errors.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { isInUse } from '../in-use.ts'
import { defaultRequired } from '../defaults.ts'
import { lockMembers, memberOf } from './list-members.ts'
import type { MemberKind } from './member-kind.ts'
import { deleteMemberRow } from './member-queries.ts'

/**
 * Deletes a contact or department: not the default while others remain, nor a vendor's last
 * contact.
 * @throws NotFound the party, the member
 * @throws BadRequest `..._DEFAULT_REQUIRED`, `DEPARTMENT_IN_USE`
 */
export async function deleteMember(
  ctx: Context,
  kind: MemberKind,
  partyId: string,
  id: string,
): Promise<undefined> {
  const members = await lockMembers(ctx, kind, partyId)
  const member = memberOf(kind, members, id)
  const isLast = members.length === 1
  const mayGoLast = kind.party === 'customer' || kind.noun === 'department'
  if (member.isDefault && !(isLast && mayGoLast)) throw defaultRequired(kind.noun)
  try {
    await deleteMemberRow(ctx.tx, ctx.company.id, kind, id)
  } catch (error) {
    if (!isInUse(error)) throw error
    const message = `Documents or subscriptions name the ${kind.noun}; deactivate it instead.`
    throw new BadRequest(`${kind.noun.toUpperCase()}_IN_USE`, message)
  }
  const action = `${kind.party}_${kind.noun}.delete`
  audit(ctx, { action, resourceId: id, before: member, after: null })
}
