import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { type DimensionValue, LEVELS_MAX, patched, treeOf } from './dimension.ts'
import type { ValuePatch } from './dimension-schemas.ts'
import { type ValueView, valueView } from './dimension-view.ts'
import { valueCycle, valueNameTaken, valueTooDeep } from './errors.ts'
import { lockedDimension, refuseManaged } from './locked-dimension.ts'
import { listLineage, listSubtree, type SubtreeValue, updateValueRow } from './value-queries.ts'

/**
 * Renames, moves, orders or (de)activates a value; what lies below moves along.
 * @throws NotFound `DIMENSION_NOT_FOUND`, `DIMENSION_VALUE_NOT_FOUND` (the value or the parent)
 * @throws BadRequest `DIMENSION_MANAGED_BY_PROJECT`, `DIMENSION_VALUE_CYCLE`,
 *   `DIMENSION_VALUE_TOO_DEEP`, `DIMENSION_VALUE_NAME_ALREADY_EXISTS`
 */
export async function updateDimensionValue(
  ctx: Context,
  dimensionId: string,
  id: string,
  body: ValuePatch,
): Promise<ValueView> {
  const { tx, company } = ctx
  const dimension = await lockedDimension(ctx, dimensionId)
  const subtree = await listSubtree(tx, company.id, dimensionId, id)
  const found = subtree.find((value) => value.id === id)
  if (found === undefined) throw notFound('DIMENSION_VALUE', id)
  const { level: _, ...before } = found
  const after = patched<DimensionValue>(before, body)
  const { parentId } = after
  const above = parentId === null ? [] : await listLineage(tx, company.id, dimensionId, parentId)
  if (parentId !== null && above.length === 0) throw notFound('DIMENSION_VALUE', parentId)
  refuseManaged(dimension)
  if (parentId !== null) refuseMisplaced(id, parentId, above, subtree)
  await store(ctx, before, after)
  return valueView({ ...after, children: treeOf(subtree, id) })
}

function refuseMisplaced(
  id: string,
  parentId: string,
  above: readonly string[],
  subtree: readonly SubtreeValue[],
): void {
  if (above.includes(id)) throw valueCycle(id, parentId)
  const height = Math.max(...subtree.map((value) => value.level))
  if (above.length + height > LEVELS_MAX) throw valueTooDeep(parentId)
}

async function store(ctx: Context, before: DimensionValue, after: DimensionValue): Promise<void> {
  const changed = changes(before, after)
  if (changed === null) return
  try {
    await updateValueRow(ctx.tx, ctx.company.id, after, timestamp(ctx.clock.now()))
  } catch (error) {
    if (brokenConstraint(error) !== 'dimension_values_name_unique') throw error
    throw valueNameTaken(after.name, after.parentId)
  }
  audit(ctx, { action: 'dimension_value.update', resourceId: after.id, ...changed })
}
