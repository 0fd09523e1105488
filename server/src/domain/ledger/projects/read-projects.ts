import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { groupBy } from '../dimensions/index.ts'
import type { Project, Subproject } from './project.ts'
import { findProject, listProjects } from './project-queries.ts'
import { type ProjectView, projectView } from './project-view.ts'
import { listAllSubprojects, listSubprojects } from './subproject-queries.ts'

/** A project with its subprojects in their order. */
export interface WholeProject {
  readonly project: Project
  readonly subprojects: readonly Subproject[]
}

/** The projects by name, archived ones only when asked for. */
export async function readProjects(ctx: Context, includeArchived: boolean): Promise<ProjectView[]> {
  const { tx, company } = ctx
  const [projects, subprojects] = await Promise.all([
    listProjects(tx, company.id, includeArchived),
    listAllSubprojects(tx, company.id),
  ])
  const byDimension = groupBy(subprojects, (subproject) => subproject.dimensionId)
  return projects.map((project) => projectView(project, byDimension.get(project.dimensionId) ?? []))
}

/**
 * One project.
 * @throws NotFound `PROJECT_NOT_FOUND`
 */
export async function getProject(ctx: Context, id: string): Promise<ProjectView> {
  const { project, subprojects } = await wholeProject(ctx, id)
  return projectView(project, subprojects)
}

/**
 * One project as stored.
 * @throws NotFound `PROJECT_NOT_FOUND`
 */
export async function wholeProject(ctx: Context, id: string): Promise<WholeProject> {
  const { tx, company } = ctx
  const [project, subprojects] = await Promise.all([
    findProject(tx, company.id, id),
    listSubprojects(tx, company.id, id),
  ])
  if (project === undefined) throw notFound('PROJECT', id)
  return { project, subprojects }
}
