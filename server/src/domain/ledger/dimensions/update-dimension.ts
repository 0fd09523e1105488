import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { type Dimension, patched } from './dimension.ts'
import { updateDimensionRow } from './dimension-queries.ts'
import type { DimensionPatch } from './dimension-schemas.ts'
import { type DimensionView, dimensionView } from './dimension-view.ts'
import { dimensionNameTaken } from './errors.ts'
import { lockedDimension, refuseManaged } from './locked-dimension.ts'
import { listValues } from './value-queries.ts'

/**
 * Renames a category, or makes it unique for later entries.
 * @throws NotFound `DIMENSION_NOT_FOUND`
 * @throws BadRequest `DIMENSION_MANAGED_BY_PROJECT`, `DIMENSION_NAME_ALREADY_EXISTS`
 */
export async function updateDimension(
  ctx: Context,
  id: string,
  body: DimensionPatch,
): Promise<DimensionView> {
  const before = await lockedDimension(ctx, id)
  refuseManaged(before)
  const after = await stored(ctx, before, patched(before, body))
  return dimensionView(after, await listValues(ctx.tx, ctx.company.id, id))
}

async function stored(ctx: Context, before: Dimension, wanted: Dimension): Promise<Dimension> {
  const changed = changes(before, wanted)
  if (changed === null) return before
  const after = { ...wanted, updatedAt: timestamp(ctx.clock.now()) }
  try {
    await updateDimensionRow(ctx.tx, ctx.company.id, after)
  } catch (error) {
    if (brokenConstraint(error) !== 'dimensions_name_unique') throw error
    throw dimensionNameTaken(after.name)
  }
  audit(ctx, { action: 'dimension.update', resourceId: after.id, ...changed })
  return after
}
