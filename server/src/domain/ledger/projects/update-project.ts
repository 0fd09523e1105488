import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { patched } from '../dimensions/index.ts'
import { projectNameTaken, projectReferenceTaken } from './errors.ts'
import {
  lockedProject,
  refuseArchived,
  refuseDateRange,
  requireCustomer,
} from './locked-project.ts'
import type { Project } from './project.ts'
import { updateProjectRow } from './project-queries.ts'
import type { ProjectPatch } from './project-schemas.ts'
import { type ProjectView, projectView } from './project-view.ts'
import { listSubprojects } from './subproject-queries.ts'

/**
 * Changes a project, puts it into the archive or takes it out; the same values again change
 * nothing.
 * @throws NotFound `PROJECT_NOT_FOUND`, `CUSTOMER_NOT_FOUND`
 * @throws BadRequest `PROJECT_ARCHIVED`, `PROJECT_DATE_RANGE_INVALID`,
 *   `PROJECT_EXTERNAL_REFERENCE_ALREADY_EXISTS`, `PROJECT_NAME_ALREADY_EXISTS`
 */
export async function updateProject(
  ctx: Context,
  id: string,
  body: ProjectPatch,
): Promise<ProjectView> {
  const before = await lockedProject(ctx, id)
  const currency = body.currency === null ? ctx.company.baseCurrency : body.currency
  const wanted = patched<Project>(before, { ...body, currency })
  const after = await stored(ctx, before, wanted)
  return projectView(after, await listSubprojects(ctx.tx, ctx.company.id, id))
}

async function stored(ctx: Context, before: Project, wanted: Project): Promise<Project> {
  const changed = changes(before, wanted)
  if (changed === null) return before
  if (wanted.customerId !== before.customerId) await requireCustomer(ctx, wanted.customerId)
  // Taking a project out of the archive may change it in the same step.
  if (wanted.isArchived) refuseArchived(before)
  refuseDateRange(wanted)
  const after = { ...wanted, updatedAt: timestamp(ctx.clock.now()) }
  try {
    await updateProjectRow(ctx.tx, ctx.company.id, after)
  } catch (error) {
    const constraint = brokenConstraint(error)
    if (constraint === 'dimensions_name_unique') throw projectNameTaken(after.name)
    if (constraint !== 'projects_reference_unique') throw error
    throw projectReferenceTaken(after.externalReference)
  }
  audit(ctx, { action: 'project.update', resourceId: after.id, ...changed })
  return after
}
