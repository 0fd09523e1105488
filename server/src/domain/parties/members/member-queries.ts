import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { raw, sql } from '../../../platform/db/sql.ts'
import { columns, rowJson, selected } from '../column-queries.ts'
import type { MemberKind, MemberRow } from './member-kind.ts'

function tableOf(kind: MemberKind): Statement {
  return raw(`${kind.noun}s`)
}

function partyColumn(kind: MemberKind): Statement {
  return raw(`${kind.party}_id`)
}

function fieldsOf(kind: MemberKind): readonly string[] {
  return Object.keys(kind.shape)
}

/** A party's members, the default first, then by name (code points of its lower-cased form). */
export function listMemberRows(
  tx: Transaction,
  company: CompanyId,
  kind: MemberKind,
  partyId: string,
): Promise<MemberRow[]> {
  const fields = ['id', ...fieldsOf(kind), 'createdAt', 'updatedAt']
  return tx.rows<MemberRow>(sql`
    select ${selected('m', fields)} from ${tableOf(kind)} m
    where m.company_id = ${company} and coalesce(m.customer_id, m.vendor_id) = ${partyId}
    order by m.is_default desc, lower(m.name) collate "C", m.id`)
}

/** Whether the customer or vendor exists. */
export async function hasParty(
  tx: Transaction,
  company: CompanyId,
  kind: MemberKind,
  partyId: string,
): Promise<boolean> {
  const row = await tx.one(sql`
    select 1 as found from ${raw(`${kind.party}s`)}
    where company_id = ${company} and id = ${partyId}`)
  return row !== undefined
}

/**
 * Locks the customer or vendor, so that its members change one at a time; `false` when there is
 * none.
 */
export async function lockParty(
  tx: Transaction,
  company: CompanyId,
  kind: MemberKind,
  partyId: string,
): Promise<boolean> {
  const row = await tx.one(sql`
    select 1 as found from ${raw(`${kind.party}s`)}
    where company_id = ${company} and id = ${partyId}
    for no key update`)
  return row !== undefined
}

/** Stores new members of a party. */
export function insertMembers(
  tx: Transaction,
  company: CompanyId,
  kind: MemberKind,
  partyId: string,
  members: readonly MemberRow[],
): Promise<number> {
  const names = columns(['id', ...fieldsOf(kind), 'createdAt', 'updatedAt'])
  const rows = `[${members.map(rowJson).join(',')}]`
  return tx.run(sql`
    insert into ${tableOf(kind)} (company_id, ${partyColumn(kind)}, ${names})
    select ${company}::uuid, ${partyId}::uuid, ${names}
    from jsonb_populate_recordset(null::${tableOf(kind)}, ${rows})`)
}

/** Writes the fields of a member. */
export function updateMember(
  tx: Transaction,
  company: CompanyId,
  kind: MemberKind,
  member: MemberRow,
): Promise<number> {
  const names = columns([...fieldsOf(kind), 'updatedAt'])
  return tx.run(sql`
    update ${tableOf(kind)} set (${names}) =
      (select ${names} from jsonb_populate_record(null::${tableOf(kind)}, ${rowJson(member)}))
    where company_id = ${company} and id = ${member.id}`)
}

/** Takes the flag from whoever is the party's default. */
export function clearDefault(
  tx: Transaction,
  company: CompanyId,
  kind: MemberKind,
  partyId: string,
  updatedAt: string,
): Promise<number> {
  return tx.run(sql`
    update ${tableOf(kind)} set is_default = false, updated_at = ${updatedAt}
    where company_id = ${company} and coalesce(customer_id, vendor_id) = ${partyId} and is_default`)
}

/** Deletes a member; rejects with the foreign key when something names it. */
export function deleteMemberRow(
  tx: Transaction,
  company: CompanyId,
  kind: MemberKind,
  id: string,
): Promise<number> {
  return tx.run(sql`
    delete from ${tableOf(kind)} where company_id = ${company} and id = ${id}`)
}
