import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { Subproject } from './project.ts'

const subprojects: Statement = sql`
  select value.id, value.dimension_id as "dimensionId", value.name,
    value.sort_order as "sortOrder", trim_scale(value.budget_hours) as "budgetHours",
    trim_scale(value.budget_amount) as "budgetAmount", value.external_reference as "externalReference",
    value.is_default as "isDefault", value.created_at as "createdAt",
    value.updated_at as "updatedAt"
  from dimension_values value
  join dimensions dimension on dimension.company_id = value.company_id
    and dimension.id = value.dimension_id`

/** The subprojects of every project, in their order. */
export function listAllSubprojects(tx: Transaction, company: CompanyId): Promise<Subproject[]> {
  return tx.rows<Subproject>(sql`${subprojects}
    where value.company_id = ${company} and dimension.project_id is not null
    order by value.sort_order, value.id`)
}

/** The subprojects of one project, in their order. */
export function listSubprojects(
  tx: Transaction,
  company: CompanyId,
  projectId: string,
): Promise<Subproject[]> {
  return tx.rows<Subproject>(sql`${subprojects}
    where value.company_id = ${company} and dimension.project_id = ${projectId}
    order by value.sort_order, value.id`)
}

/** Stores a new subproject. */
export function insertSubproject(
  tx: Transaction,
  company: CompanyId,
  subproject: Subproject,
): Promise<number> {
  const { id, dimensionId, name, sortOrder, isDefault, budgetHours, budgetAmount } = subproject
  const { externalReference, createdAt } = subproject
  return tx.run(sql`
    insert into dimension_values (company_id, id, dimension_id, name, sort_order, is_default,
      budget_hours, budget_amount, external_reference, created_at, updated_at)
    values (${company}, ${id}, ${dimensionId}, ${name}, ${sortOrder}, ${isDefault},
      ${budgetHours}, ${budgetAmount}, ${externalReference}, ${createdAt}, ${createdAt})`)
}

/** Stores the changed fields of a subproject. */
export function updateSubprojectRow(
  tx: Transaction,
  company: CompanyId,
  subproject: Subproject,
): Promise<number> {
  const { id, name, sortOrder, budgetHours, budgetAmount } = subproject
  return tx.run(sql`
    update dimension_values set name = ${name}, sort_order = ${sortOrder},
      budget_hours = ${budgetHours}, budget_amount = ${budgetAmount},
      external_reference = ${subproject.externalReference}, updated_at = ${subproject.updatedAt}
    where company_id = ${company} and id = ${id}`)
}
