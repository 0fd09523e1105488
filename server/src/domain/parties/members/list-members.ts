import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { type MemberKind, type MemberRow, resourceOf } from './member-kind.ts'
import { hasParty, listMemberRows, lockParty } from './member-queries.ts'

/**
 * A party's contacts or departments, the default first.
 * @throws NotFound `CUSTOMER_NOT_FOUND`, `VENDOR_NOT_FOUND`
 */
export async function listMembers(
  ctx: Context,
  kind: MemberKind,
  partyId: string,
): Promise<MemberRow[]> {
  const [found, members] = await Promise.all([
    hasParty(ctx.tx, ctx.company.id, kind, partyId),
    listMemberRows(ctx.tx, ctx.company.id, kind, partyId),
  ])
  if (!found) throw notFound(kind.party.toUpperCase(), partyId)
  return members
}

/**
 * The members of a party that nobody else changes until the transaction ends.
 * @throws NotFound `CUSTOMER_NOT_FOUND`, `VENDOR_NOT_FOUND`
 */
export async function lockMembers(
  ctx: Context,
  kind: MemberKind,
  partyId: string,
): Promise<MemberRow[]> {
  const found = await lockParty(ctx.tx, ctx.company.id, kind, partyId)
  if (!found) throw notFound(kind.party.toUpperCase(), partyId)
  return await listMemberRows(ctx.tx, ctx.company.id, kind, partyId)
}

/**
 * One member of those found.
 * @throws NotFound `CUSTOMER_CONTACT_NOT_FOUND` and its like
 */
export function memberOf(kind: MemberKind, members: readonly MemberRow[], id: string): MemberRow {
  const member = members.find((candidate) => candidate.id === id)
  if (member === undefined) throw notFound(resourceOf(kind), id)
  return member
}
