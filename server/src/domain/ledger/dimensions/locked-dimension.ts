import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import type { Dimension } from './dimension.ts'
import { lockDimension } from './dimension-queries.ts'
import { managedByProject } from './errors.ts'

/**
 * The category, locked for a change of it or its tree.
 * @throws NotFound `DIMENSION_NOT_FOUND`
 */
export async function lockedDimension(ctx: Context, id: string): Promise<Dimension> {
  const dimension = await lockDimension(ctx.tx, ctx.company.id, id)
  if (dimension === undefined) throw notFound('DIMENSION', id)
  return dimension
}

/**
 * Refuses a project's category; called once everything the request names is known to exist.
 * @throws BadRequest `DIMENSION_MANAGED_BY_PROJECT`
 */
export function refuseManaged(dimension: Dimension): void {
  if (dimension.projectId !== null) throw managedByProject(dimension)
}
