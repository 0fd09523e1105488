import type { Context } from '../../../kernel/context.ts'
import { rules } from '../../../platform/http/fields.ts'
import { Reply } from '../../../platform/http/operation.ts'
import { invalid } from '../../../platform/http/validation.ts'
import { storeProject } from './create-project.ts'
import { findProjectIdByReference } from './project-queries.ts'
import type { ProjectUpsert } from './project-schemas.ts'
import type { ProjectView } from './project-view.ts'
import { updateProject } from './update-project.ts'

/**
 * Makes the project of an external reference (`201`) or changes it in place (`200`); of parallel
 * calls exactly one makes it.
 * @throws ValidationFailed when there is none yet and no `name` is given
 * @throws NotFound, BadRequest as `createProject` and `updateProject` do
 */
export async function upsertProject(
  ctx: Context,
  body: ProjectUpsert,
): Promise<Reply<ProjectView>> {
  const { externalReference, name, isArchived = false } = body
  const id = await findProjectIdByReference(ctx.tx, ctx.company.id, externalReference)
  if (id !== undefined) return new Reply(await updateProject(ctx, id, body), { status: 200 })
  if (name === undefined) throw invalid('name', rules.isNotEmpty)
  const created = await storeProject(ctx, { ...body, name, isArchived })
  if (created !== undefined) return new Reply(created, { status: 201 })
  // Another call made it meanwhile, and has committed: it is there now.
  return await upsertProject(ctx, body)
}
