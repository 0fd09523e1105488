import type { Context } from '../../../kernel/context.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { areTagsUsed, deleteValueRows, lockValues } from '../dimensions/index.ts'
import { subprojectInUse, subprojectIsDefault } from './errors.ts'
import { lockedProject, refuseArchived, subprojectOf } from './locked-project.ts'

/**
 * Removes a subproject that was never used.
 * @throws NotFound `PROJECT_NOT_FOUND`, `SUBPROJECT_NOT_FOUND`
 * @throws BadRequest `PROJECT_ARCHIVED`, `SUBPROJECT_IN_USE`, `SUBPROJECT_IS_DEFAULT`
 */
export async function deleteSubproject(
  ctx: Context,
  projectId: string,
  id: string,
): Promise<undefined> {
  const { tx, company } = ctx
  const project = await lockedProject(ctx, projectId)
  const { found } = await subprojectOf(ctx, project, id)
  refuseArchived(project)
  lockValues(tx, company.id, [id])
  if (await areTagsUsed(tx, company.id, [id])) throw subprojectInUse(id)
  if (found.isDefault) throw subprojectIsDefault(id)
  deleteValueRows(tx, company.id, [id])
  const { name, sortOrder, budgetHours, budgetAmount, externalReference } = found
  const before = { projectId, name, sortOrder, budgetHours, budgetAmount, externalReference }
  audit(ctx, { action: 'subproject.delete', resourceId: id, before, after: null })
  return undefined
}
