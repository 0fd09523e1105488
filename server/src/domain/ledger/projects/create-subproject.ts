import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { subprojectNameTaken } from './errors.ts'
import { lockedProject, refuseArchived } from './locked-project.ts'
import type { Subproject, SubprojectFields } from './project.ts'
import type { NewSubproject } from './project-schemas.ts'
import { type SubprojectView, subprojectView } from './project-view.ts'
import { insertSubproject, listSubprojects } from './subproject-queries.ts'

const SORT_ORDER_MAX = 2_147_483_647

/**
 * Adds a subproject, last unless told otherwise.
 * @throws NotFound `PROJECT_NOT_FOUND`
 * @throws BadRequest `PROJECT_ARCHIVED`, `SUBPROJECT_NAME_ALREADY_EXISTS`
 */
export async function createSubproject(
  ctx: Context,
  projectId: string,
  body: NewSubproject,
): Promise<SubprojectView> {
  const { tx, company } = ctx
  const project = await lockedProject(ctx, projectId)
  refuseArchived(project)
  const fields: SubprojectFields = {
    name: body.name,
    sortOrder: body.sortOrder ?? lastOf(await listSubprojects(tx, company.id, projectId)),
    budgetHours: body.budgetHours ?? null,
    budgetAmount: body.budgetAmount ?? null,
    externalReference: body.externalReference ?? null,
  }
  const at = timestamp(ctx.clock.now())
  const stamps = { createdAt: at, updatedAt: at }
  const { dimensionId } = project
  const subproject = { id: uuidv7(), dimensionId, ...fields, isDefault: false, ...stamps }
  try {
    await insertSubproject(tx, company.id, subproject)
  } catch (error) {
    if (brokenConstraint(error) !== 'dimension_values_name_unique') throw error
    throw subprojectNameTaken(fields.name)
  }
  const after = { projectId, ...fields }
  audit(ctx, { action: 'subproject.create', resourceId: subproject.id, before: null, after })
  return subprojectView(projectId, subproject)
}

/** The place after all others. */
function lastOf(subprojects: readonly Subproject[]): number {
  const greatest = subprojects.at(-1)?.sortOrder ?? 0
  return Math.min(greatest + 1, SORT_ORDER_MAX)
}
