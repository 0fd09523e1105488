import type { Context } from '../../../kernel/context.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { deleteDimensionRow } from './dimension-queries.ts'
import { dimensionInUse } from './errors.ts'
import { lockedDimension, refuseManaged } from './locked-dimension.ts'
import { areTagsUsed, deleteValueRows, listValues, lockValues } from './value-queries.ts'

/**
 * Removes a category with its values, none of which was ever used.
 * @throws NotFound `DIMENSION_NOT_FOUND`
 * @throws BadRequest `DIMENSION_MANAGED_BY_PROJECT`, `DIMENSION_IN_USE`
 */
export async function deleteDimension(ctx: Context, id: string): Promise<undefined> {
  const { tx, company } = ctx
  const dimension = await lockedDimension(ctx, id)
  refuseManaged(dimension)
  const values = (await listValues(tx, company.id, id)).map((value) => value.id)
  lockValues(tx, company.id, values)
  if (await areTagsUsed(tx, company.id, values)) throw dimensionInUse(id)
  deleteValueRows(tx, company.id, values)
  deleteDimensionRow(tx, company.id, id)
  const { name, isUnique } = dimension
  const before = { name, isUnique, values }
  audit(ctx, { action: 'dimension.delete', resourceId: id, before, after: null })
  return undefined
}
