import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { DimensionValue } from './dimension.ts'

/** A value of a subtree with its level there; the subtree's root is on level 1. */
export interface SubtreeValue extends DimensionValue {
  readonly level: number
}

const columns: Statement = sql`
  id, dimension_id as "dimensionId", parent_id as "parentId", name, code,
  sort_order as "sortOrder", is_active as "isActive"`

/** The values of every category, in the order of siblings. */
export function listAllValues(tx: Transaction, company: CompanyId): Promise<DimensionValue[]> {
  return tx.rows<DimensionValue>(sql`
    select ${columns} from dimension_values where company_id = ${company}
    order by sort_order, lower(name), id`)
}

/** The values of one category, in the order of siblings. */
export function listValues(
  tx: Transaction,
  company: CompanyId,
  dimensionId: string,
): Promise<DimensionValue[]> {
  return tx.rows<DimensionValue>(sql`
    select ${columns} from dimension_values
    where company_id = ${company} and dimension_id = ${dimensionId}
    order by sort_order, lower(name), id`)
}

/** A value of the category and everything below it, in the order of siblings; none: no such value. */
export function listSubtree(
  tx: Transaction,
  company: CompanyId,
  dimensionId: string,
  id: string,
): Promise<SubtreeValue[]> {
  return tx.rows<SubtreeValue>(sql`
    with recursive subtree as (
      select dimension_values.*, 1 as level from dimension_values
      where company_id = ${company} and dimension_id = ${dimensionId} and id = ${id}
      union all
      select child.*, subtree.level + 1 from subtree
      join dimension_values child
        on child.company_id = subtree.company_id and child.parent_id = subtree.id
    )
    select ${columns}, level from subtree order by sort_order, lower(name), id`)
}

/** Ids from a value of the category up to its root, both included; none: no such value. */
export async function listLineage(
  tx: Transaction,
  company: CompanyId,
  dimensionId: string,
  id: string,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    with recursive lineage as (
      select company_id, id, parent_id from dimension_values
      where company_id = ${company} and dimension_id = ${dimensionId} and id = ${id}
      union all
      select parent.company_id, parent.id, parent.parent_id from lineage
      join dimension_values parent
        on parent.company_id = lineage.company_id and parent.id = lineage.parent_id
    )
    select id from lineage`)
  return rows.map((row) => row.id)
}

/** Stores a new value. */
export function insertValue(
  tx: Transaction,
  company: CompanyId,
  value: DimensionValue,
  at: string,
): Promise<number> {
  const { id, dimensionId, parentId, name, code, sortOrder, isActive } = value
  return tx.run(sql`
    insert into dimension_values (company_id, id, dimension_id, parent_id, name, code, sort_order,
      is_active, created_at, updated_at)
    values (${company}, ${id}, ${dimensionId}, ${parentId}, ${name}, ${code}, ${sortOrder},
      ${isActive}, ${at}, ${at})`)
}

/** Stores the changed fields of a value. */
export function updateValueRow(
  tx: Transaction,
  company: CompanyId,
  { id, parentId, name, code, sortOrder, isActive }: DimensionValue,
  at: string,
): Promise<number> {
  return tx.run(sql`
    update dimension_values set parent_id = ${parentId}, name = ${name}, code = ${code},
      sort_order = ${sortOrder}, is_active = ${isActive}, updated_at = ${at}
    where company_id = ${company} and id = ${id}`)
}

/** Keeps the values from being put on entries and drafts (`lockTags`) until they are deleted. */
export function lockValues(tx: Transaction, company: CompanyId, ids: readonly string[]): void {
  tx.run(sql`
    select 1 from dimension_values where company_id = ${company} and id = any(${ids}::uuid[])
    order by id for update`)
}

/** Removes values; parents and children may go in one call. */
export function deleteValueRows(tx: Transaction, company: CompanyId, ids: readonly string[]): void {
  tx.run(sql`
    delete from dimension_values where company_id = ${company} and id = any(${ids}::uuid[])`)
}

/** Whether one of the values is on a posted entry, a line of one, or a draft. */
export async function areTagsUsed(
  tx: Transaction,
  company: CompanyId,
  ids: readonly string[],
): Promise<boolean> {
  const row = await tx.one<{ used: boolean }>(sql`
    select exists (
      select 1 from journal_entries
      where company_id = ${company} and tag_ids <> '{}' and tag_ids && ${ids}::uuid[]
    ) or exists (
      select 1 from journal_lines
      where company_id = ${company} and tag_ids <> '{}' and tag_ids && ${ids}::uuid[]
    ) or exists (
      select 1 from draft_journal_entries
      where company_id = ${company} and status = 'draft' and tag_ids && ${ids}::uuid[]
    ) as used`)
  return row?.used === true
}
