import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { firstDefault, nextDefault } from '../defaults.ts'
import { checkDepartment } from './check-department.ts'
import { lockMembers } from './list-members.ts'
import { isActive, type MemberFields, type MemberKind, type MemberRow } from './member-kind.ts'
import { clearDefault, insertMembers } from './member-queries.ts'

/** A request's fields with every key of the shape, `null` where none was given. */
function complete(shape: object, fields: MemberFields): MemberFields {
  const names = Object.keys(shape)
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]))
}

function newMember(ctx: Context, kind: MemberKind, fields: MemberFields): MemberRow {
  const now = timestamp(ctx.clock.now())
  const member = { id: uuidv7(), ...complete(kind.shape, fields), createdAt: now, updatedAt: now }
  // The fields were checked against the kind's shape, which is the answer's without id and times.
  return member as unknown as MemberRow
}

/**
 * Which of the entries of a new party become its members, with their default settled.
 * @throws BadRequest `..._DEFAULT_REQUIRED`, `..._MULTIPLE_DEFAULTS`
 */
export function firstMembers(
  ctx: Context,
  kind: MemberKind,
  entries: readonly MemberFields[],
): MemberRow[] {
  const members = entries.map((entry) => newMember(ctx, kind, entry))
  const index = firstDefault(
    kind.noun,
    members.map((member) => ({ isDefault: member.isDefault, isActive: isActive(member) })),
  )
  return members.map((member, position) => ({ ...member, isDefault: position === index }))
}

/** Stores the members a party is created with. */
export function storeFirstMembers(
  ctx: Context,
  kind: MemberKind,
  partyId: string,
  members: readonly MemberRow[],
): void {
  if (members.length > 0) void insertMembers(ctx.tx, ctx.company.id, kind, partyId, members)
}

/**
 * Adds a contact or department; the first one is the default.
 * @throws NotFound the party; `CUSTOMER_DEPARTMENT_NOT_FOUND`
 * @throws BadRequest `..._DEFAULT_REQUIRED`
 */
export async function createMember(
  ctx: Context,
  kind: MemberKind,
  partyId: string,
  fields: MemberFields,
): Promise<MemberRow> {
  const members = await lockMembers(ctx, kind, partyId)
  await checkDepartment(ctx, partyId, fields)
  const asked = newMember(ctx, kind, fields)
  const candidates = members.map((member) => ({ ...member, isActive: isActive(member) }))
  const candidate = { ...asked, isActive: isActive(asked) }
  const isDefault = nextDefault(kind.noun, candidates, candidate, false) === asked.id
  const member = { ...asked, isDefault }
  const { tx, company } = ctx
  if (isDefault) void clearDefault(tx, company.id, kind, partyId, member.createdAt)
  void insertMembers(tx, company.id, kind, partyId, [member])
  const action = `${kind.party}_${kind.noun}.create`
  audit(ctx, { action, resourceId: member.id, before: null, after: member })
  return member
}
