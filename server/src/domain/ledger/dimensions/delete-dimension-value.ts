import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { valueHasChildren, valueInUse } from './errors.ts'
import { lockedDimension, refuseManaged } from './locked-dimension.ts'
import { areTagsUsed, deleteValueRows, listSubtree, lockValues } from './value-queries.ts'

/**
 * Removes a value without children that was never used.
 * @throws NotFound `DIMENSION_NOT_FOUND`, `DIMENSION_VALUE_NOT_FOUND`
 * @throws BadRequest `DIMENSION_MANAGED_BY_PROJECT`, `DIMENSION_VALUE_IN_USE`,
 *   `DIMENSION_VALUE_HAS_CHILDREN`
 */
export async function deleteDimensionValue(
  ctx: Context,
  dimensionId: string,
  id: string,
): Promise<undefined> {
  const { tx, company } = ctx
  const dimension = await lockedDimension(ctx, dimensionId)
  const subtree = await listSubtree(tx, company.id, dimensionId, id)
  const found = subtree.find((value) => value.id === id)
  if (found === undefined) throw notFound('DIMENSION_VALUE', id)
  refuseManaged(dimension)
  const ids = subtree.map((value) => value.id)
  lockValues(tx, company.id, ids)
  if (await areTagsUsed(tx, company.id, ids)) throw valueInUse(id)
  if (ids.length > 1) throw valueHasChildren(id)
  deleteValueRows(tx, company.id, ids)
  const { id: _, level: __, ...before } = found
  audit(ctx, { action: 'dimension_value.delete', resourceId: id, before, after: null })
  return undefined
}
