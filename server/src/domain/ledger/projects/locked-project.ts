import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { projectArchived, projectDateRangeInvalid } from './errors.ts'
import type { Project, ProjectFields, Subproject } from './project.ts'
import { lockCustomer, lockProject } from './project-queries.ts'
import { listSubprojects } from './subproject-queries.ts'

/**
 * The project, locked for a change of it or its subprojects.
 * @throws NotFound `PROJECT_NOT_FOUND`
 */
export async function lockedProject(ctx: Context, id: string): Promise<Project> {
  const project = await lockProject(ctx.tx, ctx.company.id, id)
  if (project === undefined) throw notFound('PROJECT', id)
  return project
}

/**
 * A subproject of a locked project, and all of them in their order.
 * @throws NotFound `SUBPROJECT_NOT_FOUND`
 */
export async function subprojectOf(
  ctx: Context,
  project: Project,
  id: string,
): Promise<{ readonly found: Subproject; readonly all: readonly Subproject[] }> {
  const all = await listSubprojects(ctx.tx, ctx.company.id, project.id)
  const found = all.find((subproject) => subproject.id === id)
  if (found === undefined) throw notFound('SUBPROJECT', id)
  return { found, all }
}

/**
 * Refuses a change of what is in the archive.
 * @throws BadRequest `PROJECT_ARCHIVED`
 */
export function refuseArchived(project: Project): void {
  if (project.isArchived) throw projectArchived(project.id)
}

/**
 * Refuses an end before the start.
 * @throws BadRequest `PROJECT_DATE_RANGE_INVALID`
 */
export function refuseDateRange({ startDate, endDate }: ProjectFields): void {
  if (startDate === null || endDate === null || startDate <= endDate) return
  throw projectDateRangeInvalid(startDate, endDate)
}

/**
 * Refuses a customer that does not exist.
 * @throws NotFound `CUSTOMER_NOT_FOUND`
 */
export async function requireCustomer(ctx: Context, customerId: string | null): Promise<void> {
  if (customerId === null || (await lockCustomer(ctx.tx, ctx.company.id, customerId))) return
  throw notFound('CUSTOMER', customerId)
}
