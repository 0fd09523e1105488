import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { patched } from '../dimensions/index.ts'
import { subprojectNameTaken } from './errors.ts'
import { lockedProject, refuseArchived, subprojectOf } from './locked-project.ts'
import type { Subproject } from './project.ts'
import type { SubprojectPatch } from './project-schemas.ts'
import { type SubprojectView, subprojectView } from './project-view.ts'
import { updateSubprojectRow } from './subproject-queries.ts'

/**
 * Changes a subproject; the same values again change nothing.
 * @throws NotFound `PROJECT_NOT_FOUND`, `SUBPROJECT_NOT_FOUND`
 * @throws BadRequest `PROJECT_ARCHIVED`, `SUBPROJECT_NAME_ALREADY_EXISTS`
 */
export async function updateSubproject(
  ctx: Context,
  projectId: string,
  id: string,
  body: SubprojectPatch,
): Promise<SubprojectView> {
  const project = await lockedProject(ctx, projectId)
  const { found: before } = await subprojectOf(ctx, project, id)
  const wanted = patched<Subproject>(before, body)
  const changed = changes(before, wanted)
  if (changed === null) return subprojectView(projectId, before)
  refuseArchived(project)
  const after = { ...wanted, updatedAt: timestamp(ctx.clock.now()) }
  try {
    await updateSubprojectRow(ctx.tx, ctx.company.id, after)
  } catch (error) {
    if (brokenConstraint(error) !== 'dimension_values_name_unique') throw error
    throw subprojectNameTaken(after.name)
  }
  audit(ctx, { action: 'subproject.update', resourceId: id, ...changed })
  return subprojectView(projectId, after)
}
