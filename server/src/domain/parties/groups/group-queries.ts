import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { raw, sql } from '../../../platform/db/sql.ts'
import { columns, rowJson, selected } from '../column-queries.ts'
import { fieldsOf, type GroupFields, type GroupKind, type GroupRow } from './group-kind.ts'

function tableOf(kind: GroupKind): Statement {
  return raw(`${kind.party}_groups`)
}

function groups(kind: GroupKind, company: CompanyId): Statement {
  const { party } = kind
  const fields = ['id', ...fieldsOf(kind), 'createdAt', 'updatedAt']
  return sql`
    select ${selected('g', fields)}, a.account_number as "accountNumber", a.name as "accountName",
      coalesce(p.members, 0) as members
    from ${tableOf(kind)} g
    join accounts a on a.company_id = g.company_id and a.id = g.account_id
    left join (
      select ${raw(`${party}_group_id`)} as id, count(*)::integer as members
      from ${raw(`${party}s`)} where company_id = ${company} group by 1) p on p.id = g.id
    where g.company_id = ${company}`
}

/** Every group by number (natural order). */
export function listGroupRows(
  tx: Transaction,
  company: CompanyId,
  kind: GroupKind,
): Promise<GroupRow[]> {
  return tx.rows<GroupRow>(sql`
    ${groups(kind, company)} order by natural_order(g.number) collate "C", g.id`)
}

/** One group, if there is one. */
export function findGroupRow(
  tx: Transaction,
  company: CompanyId,
  kind: GroupKind,
  id: string,
): Promise<GroupRow | undefined> {
  return tx.one<GroupRow>(sql`${groups(kind, company)} and g.id = ${id}`)
}

/** The control account type of an account (`null`: it is none), if there is such an account. */
export function findControlAccountType(
  tx: Transaction,
  company: CompanyId,
  accountId: string,
): Promise<{ type: string | null } | undefined> {
  return tx.one<{ type: string | null }>(sql`
    select control_account_type as type from accounts
    where company_id = ${company} and id = ${accountId}`)
}

/** The next free number: one above the highest all-digit one. */
export async function nextGroupNumber(
  tx: Transaction,
  company: CompanyId,
  kind: GroupKind,
): Promise<string> {
  const row = await tx.one<{ next: number }>(sql`
    select coalesce(max(counted_number(number)), 0) + 1 as next from ${tableOf(kind)}
    where company_id = ${company}`)
  return String(row?.next ?? 1)
}

/** Stores a new group; rejects with `customer_groups_number_unique` or its vendor twin. */
export function insertGroup(
  tx: Transaction,
  company: CompanyId,
  kind: GroupKind,
  group: GroupFields & { readonly id: string; readonly createdAt: string },
): Promise<number> {
  const names = columns(['id', ...fieldsOf(kind), 'createdAt', 'updatedAt'])
  const row = rowJson({ ...group, updatedAt: group.createdAt })
  return tx.run(sql`
    insert into ${tableOf(kind)} (company_id, ${names})
    select ${company}::uuid, ${names} from jsonb_populate_record(null::${tableOf(kind)}, ${row})`)
}

/** Writes the fields of a group; rejects as {@link insertGroup}. */
export function updateGroupRow(
  tx: Transaction,
  company: CompanyId,
  kind: GroupKind,
  group: GroupFields & { readonly id: string; readonly updatedAt: string },
): Promise<number> {
  const names = columns([...fieldsOf(kind), 'updatedAt'])
  return tx.run(sql`
    update ${tableOf(kind)} set (${names}) =
      (select ${names} from jsonb_populate_record(null::${tableOf(kind)}, ${rowJson(group)}))
    where company_id = ${company} and id = ${group.id}`)
}

/** Deletes a group; rejects with the foreign key when it has members. */
export function deleteGroupRow(
  tx: Transaction,
  company: CompanyId,
  kind: GroupKind,
  id: string,
): Promise<number> {
  return tx.run(sql`delete from ${tableOf(kind)} where company_id = ${company} and id = ${id}`)
}
