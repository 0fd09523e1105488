import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { groupBy } from './dimension.ts'
import { findDimension, listDimensions } from './dimension-queries.ts'
import { type DimensionView, dimensionView } from './dimension-view.ts'
import { listAllValues, listValues } from './value-queries.ts'

/** The categories by name, each with its tree; with `projectId` only that project's. */
export async function readDimensions(
  ctx: Context,
  projectId: string | null,
): Promise<DimensionView[]> {
  const { tx, company } = ctx
  const [dimensions, values] = await Promise.all([
    listDimensions(tx, company.id, projectId),
    listAllValues(tx, company.id),
  ])
  const byDimension = groupBy(values, (value) => value.dimensionId)
  return dimensions.map((dimension) =>
    dimensionView(dimension, byDimension.get(dimension.id) ?? []),
  )
}

/**
 * One category with its tree.
 * @throws NotFound `DIMENSION_NOT_FOUND`
 */
export async function getDimension(ctx: Context, id: string): Promise<DimensionView> {
  const { tx, company } = ctx
  const [dimension, values] = await Promise.all([
    findDimension(tx, company.id, id),
    listValues(tx, company.id, id),
  ])
  if (dimension === undefined) throw notFound('DIMENSION', id)
  return dimensionView(dimension, values)
}
