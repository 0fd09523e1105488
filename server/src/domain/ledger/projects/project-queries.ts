import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { Project } from './project.ts'

const projects: Statement = sql`
  select project.id, dimension.id as "dimensionId", dimension.name,
    project.is_archived as "isArchived", project.currency, project.customer_id as "customerId",
    trim_scale(project.budget_hours) as "budgetHours",
    trim_scale(project.budget_amount) as "budgetAmount",
    project.start_date as "startDate", project.end_date as "endDate",
    project.external_reference as "externalReference", project.color,
    project.created_at as "createdAt", project.updated_at as "updatedAt"
  from projects project
  join dimensions dimension on dimension.company_id = project.company_id
    and dimension.project_id = project.id`

/** The projects by name, archived ones only when asked for. */
export function listProjects(
  tx: Transaction,
  company: CompanyId,
  includeArchived: boolean,
): Promise<Project[]> {
  return tx.rows<Project>(sql`${projects}
    where project.company_id = ${company} and (${includeArchived} or not project.is_archived)
    order by lower(dimension.name), project.id`)
}

/** The project, if it exists. */
export function findProject(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<Project | undefined> {
  return tx.one<Project>(sql`${projects}
    where project.company_id = ${company} and project.id = ${id}`)
}

/** As {@link findProject}, and keeps others from changing the project or its subprojects. */
export function lockProject(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<Project | undefined> {
  // Two statements: one that waited for a lock would still read the name as it was before.
  tx.run(sql`
    select 1 from projects where company_id = ${company} and id = ${id} for no key update`)
  return findProject(tx, company, id)
}

/** Id of the project that has the caller's reference. */
export async function findProjectIdByReference(
  tx: Transaction,
  company: CompanyId,
  externalReference: string,
): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(sql`
    select id from projects
    where company_id = ${company} and external_reference = ${externalReference}`)
  return row?.id
}

/** Whether the customer exists; it cannot be deleted before the transaction ends. */
export async function lockCustomer(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<boolean> {
  const row = await tx.one(sql`
    select 1 as found from customers where company_id = ${company} and id = ${id} for key share`)
  return row !== undefined
}

/**
 * Stores a new project without its category; `false` when its reference is taken, be it by a
 * transaction that ended while this one waited for it.
 */
export async function insertProject(
  tx: Transaction,
  company: CompanyId,
  project: Project,
): Promise<boolean> {
  const { id, isArchived, currency, customerId, budgetHours, budgetAmount } = project
  const { startDate, endDate, externalReference, color, createdAt } = project
  const inserted = await tx.run(sql`
    insert into projects (company_id, id, is_archived, currency, customer_id, budget_hours,
      budget_amount, start_date, end_date, external_reference, color, created_at, updated_at)
    values (${company}, ${id}, ${isArchived}, ${currency}, ${customerId}, ${budgetHours},
      ${budgetAmount}, ${startDate}, ${endDate}, ${externalReference}, ${color}, ${createdAt},
      ${createdAt})
    on conflict on constraint projects_reference_unique do nothing`)
  return inserted === 1
}

/** Stores the category behind a new project. */
export function insertProjectDimension(
  tx: Transaction,
  company: CompanyId,
  { id, dimensionId, name, createdAt }: Project,
): Promise<number> {
  return tx.run(sql`
    insert into dimensions (company_id, id, name, is_unique, project_id, created_at, updated_at)
    values (${company}, ${dimensionId}, ${name}, false, ${id}, ${createdAt}, ${createdAt})`)
}

/** Stores the changed fields of a project and the name of its category. */
export async function updateProjectRow(
  tx: Transaction,
  company: CompanyId,
  project: Project,
): Promise<void> {
  const { id, name, isArchived, currency, customerId, budgetHours, budgetAmount } = project
  const { startDate, endDate, externalReference, color, updatedAt } = project
  await tx.run(sql`
    update projects set is_archived = ${isArchived}, currency = ${currency},
      customer_id = ${customerId}, budget_hours = ${budgetHours}, budget_amount = ${budgetAmount},
      start_date = ${startDate}, end_date = ${endDate},
      external_reference = ${externalReference}, color = ${color}, updated_at = ${updatedAt}
    where company_id = ${company} and id = ${id}`)
  await tx.run(sql`
    update dimensions set name = ${name}, updated_at = ${updatedAt}
    where company_id = ${company} and project_id = ${id} and name <> ${name}`)
}
