import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { Dimension } from './dimension.ts'

const columns: Statement = sql`
  id, name, is_unique as "isUnique", project_id as "projectId",
  created_at as "createdAt", updated_at as "updatedAt"`

/** The categories by name; of one project only when asked for. */
export function listDimensions(
  tx: Transaction,
  company: CompanyId,
  projectId: string | null,
): Promise<Dimension[]> {
  return tx.rows<Dimension>(sql`
    select ${columns} from dimensions
    where company_id = ${company} and (${projectId}::uuid is null or project_id = ${projectId})
    order by lower(name), id`)
}

/** The category, if it exists. */
export function findDimension(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<Dimension | undefined> {
  return tx.one<Dimension>(sql`
    select ${columns} from dimensions where company_id = ${company} and id = ${id}`)
}

/** As {@link findDimension}, and keeps others from changing the category or its tree. */
export function lockDimension(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<Dimension | undefined> {
  return tx.one<Dimension>(sql`
    select ${columns} from dimensions where company_id = ${company} and id = ${id}
    for no key update`)
}

/** Stores a new category. */
export function insertDimension(
  tx: Transaction,
  company: CompanyId,
  dimension: Dimension,
): Promise<number> {
  const { id, name, isUnique, projectId, createdAt, updatedAt } = dimension
  return tx.run(sql`
    insert into dimensions (company_id, id, name, is_unique, project_id, created_at, updated_at)
    values (${company}, ${id}, ${name}, ${isUnique}, ${projectId}, ${createdAt}, ${updatedAt})`)
}

/** Stores the changed fields of a category. */
export function updateDimensionRow(
  tx: Transaction,
  company: CompanyId,
  { id, name, isUnique, updatedAt }: Dimension,
): Promise<number> {
  return tx.run(sql`
    update dimensions set name = ${name}, is_unique = ${isUnique}, updated_at = ${updatedAt}
    where company_id = ${company} and id = ${id}`)
}

/** Removes a category that has no values left. */
export function deleteDimensionRow(tx: Transaction, company: CompanyId, id: string): void {
  tx.run(sql`delete from dimensions where company_id = ${company} and id = ${id}`)
}
