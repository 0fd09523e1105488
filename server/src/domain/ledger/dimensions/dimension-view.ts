import { z } from 'zod'
import { type Dimension, type DimensionValue, treeOf, type ValueNode } from './dimension.ts'

/** A value as answered, with the values below it. */
export interface ValueView {
  id: string
  dimensionId: string
  parentId: string | null
  name: string
  code: string | null
  sortOrder: number
  isActive: boolean
  children: ValueView[]
}

/** Schema of {@link ValueView}. */
export const valueSchema: z.ZodType<ValueView, ValueView> = z
  .object({
    id: z.uuid(),
    dimensionId: z.uuid(),
    parentId: z.uuid().nullable(),
    name: z.string(),
    code: z.string().nullable(),
    sortOrder: z.int(),
    isActive: z.boolean(),
    get children() {
      return z.array(valueSchema)
    },
  })
  .meta({ id: 'DimensionValue' })

/** Schema of a category: `values` holds the roots, everything else hangs below them. */
export const dimensionSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    isUnique: z.boolean(),
    projectId: z.uuid().nullable(),
    values: z.array(valueSchema),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Dimension' })

/** A category as answered. */
export type DimensionView = z.output<typeof dimensionSchema>

/** The value as answered. */
export function valueView(node: ValueNode): ValueView {
  const { id, dimensionId, parentId, name, code, sortOrder, isActive } = node
  const children = node.children.map(valueView)
  return { id, dimensionId, parentId, name, code, sortOrder, isActive, children }
}

/** The category as answered; `values` are all of its values in the order of siblings. */
export function dimensionView(
  dimension: Dimension,
  values: readonly DimensionValue[],
): DimensionView {
  const { id, name, isUnique, projectId, createdAt, updatedAt } = dimension
  const roots = treeOf(values).map(valueView)
  return { id, name, isUnique, projectId, values: roots, createdAt, updatedAt }
}
