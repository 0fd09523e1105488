import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { LEVELS_MAX } from './dimension.ts'
import type { NewValue } from './dimension-schemas.ts'
import { type ValueView, valueView } from './dimension-view.ts'
import { valueNameTaken, valueTooDeep } from './errors.ts'
import { lockedDimension, refuseManaged } from './locked-dimension.ts'
import { insertValue, listLineage } from './value-queries.ts'

/**
 * Adds a value, at the root or below another one.
 * @throws NotFound `DIMENSION_NOT_FOUND`, `DIMENSION_VALUE_NOT_FOUND` (the parent)
 * @throws BadRequest `DIMENSION_MANAGED_BY_PROJECT`, `DIMENSION_VALUE_TOO_DEEP`,
 *   `DIMENSION_VALUE_NAME_ALREADY_EXISTS`
 */
export async function createDimensionValue(
  ctx: Context,
  dimensionId: string,
  body: NewValue,
): Promise<ValueView> {
  const { tx, company } = ctx
  const dimension = await lockedDimension(ctx, dimensionId)
  const { name, parentId = null, code = null, sortOrder } = body
  const above = parentId === null ? [] : await listLineage(tx, company.id, dimensionId, parentId)
  if (parentId !== null && above.length === 0) throw notFound('DIMENSION_VALUE', parentId)
  refuseManaged(dimension)
  if (parentId !== null && above.length >= LEVELS_MAX) throw valueTooDeep(parentId)
  const fields = { dimensionId, name, parentId, code, sortOrder, isActive: true }
  const value = { id: uuidv7(), ...fields }
  try {
    await insertValue(tx, company.id, value, timestamp(ctx.clock.now()))
  } catch (error) {
    if (brokenConstraint(error) !== 'dimension_values_name_unique') throw error
    throw valueNameTaken(name, parentId)
  }
  const event = { action: 'dimension_value.create', resourceId: value.id }
  audit(ctx, { ...event, before: null, after: fields })
  return valueView({ ...value, children: [] })
}
