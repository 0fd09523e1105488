import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { insertDimension } from './dimension-queries.ts'
import type { NewDimension } from './dimension-schemas.ts'
import { type DimensionView, dimensionView } from './dimension-view.ts'
import { dimensionNameTaken } from './errors.ts'

/**
 * Makes an empty category.
 * @throws BadRequest `DIMENSION_NAME_ALREADY_EXISTS`
 */
export async function createDimension(ctx: Context, body: NewDimension): Promise<DimensionView> {
  const at = timestamp(ctx.clock.now())
  const dimension = { id: uuidv7(), ...body, projectId: null, createdAt: at, updatedAt: at }
  try {
    await insertDimension(ctx.tx, ctx.company.id, dimension)
  } catch (error) {
    if (brokenConstraint(error) !== 'dimensions_name_unique') throw error
    throw dimensionNameTaken(body.name)
  }
  audit(ctx, { action: 'dimension.create', resourceId: dimension.id, before: null, after: body })
  return dimensionView(dimension, [])
}
