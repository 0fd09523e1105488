/** Dimensions and the tree of their values (ledger.md 10.1). */

/** A category of values; a project has one of its own, changed only through the project. */
export interface Dimension {
  readonly id: string
  readonly name: string
  /** At most one value of the category on an entry, its lines included. */
  readonly isUnique: boolean
  readonly projectId: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** A value by itself; its id is what goes into `tagIds`. */
export interface DimensionValue {
  readonly id: string
  readonly dimensionId: string
  readonly name: string
  /** `null` at the root. */
  readonly parentId: string | null
  readonly code: string | null
  readonly sortOrder: number
  readonly isActive: boolean
}

/** A value with everything below it. */
export interface ValueNode extends DimensionValue {
  readonly children: readonly ValueNode[]
}

/** A merge patch of a record: absent (or undefined) fields stay as they are. */
export type Patch<Row> = { readonly [Field in keyof Row]?: Row[Field] | undefined }

/** Levels a tree may have, the roots being the first. */
export const LEVELS_MAX = 10

/** The values that hang below `parentId`, as trees; siblings keep the order of `values`. */
export function treeOf(
  values: readonly DimensionValue[],
  parentId: string | null = null,
): readonly ValueNode[] {
  const byParent = groupBy(values, (value) => value.parentId)
  const below = (parent: string | null): readonly ValueNode[] =>
    (byParent.get(parent) ?? []).map((value) => ({ ...value, children: below(value.id) }))
  return below(parentId)
}

/** The elements by a key of theirs, in their order. */
export function groupBy<Element, Key>(
  elements: readonly Element[],
  keyOf: (element: Element) => Key,
): ReadonlyMap<Key, readonly Element[]> {
  const groups = new Map<Key, Element[]>()
  for (const element of elements) {
    const group = groups.get(keyOf(element))
    if (group === undefined) groups.set(keyOf(element), [element])
    else group.push(element)
  }
  return groups
}

/** The record with the fields that the patch gives. */
export function patched<Row extends object>(row: Row, patch: Patch<Row>): Row {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined)
  return { ...row, ...Object.fromEntries(given) }
}
