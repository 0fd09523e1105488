import { isUuid } from '../../kernel/id.ts'
import { matches } from './fields/rules.ts'
import type { Page, PageRequest } from './paging.ts'
import { invalid } from './validation.ts'

/** Where a page of a list sorted by a column, then by id, goes on: the last row's key and id. */
export interface Position {
  readonly key: string
  readonly id: string
}

/** A request of a list that may be sorted by more than one column. */
export interface SortedPageRequest extends PageRequest {
  readonly sortBy: string
}

/** The position a cursor stands for. Throws `ValidationFailed` for one that is none of this list's. */
export function positionOfCursor({
  cursor,
  sortBy,
  sortOrder,
}: SortedPageRequest): Position | undefined {
  if (cursor == null) return undefined
  const parts = decoded(cursor)
  const [column, order, key, id] = parts
  const isOurs = column === sortBy && order === sortOrder && typeof key === 'string'
  if (!isOurs || typeof id !== 'string' || !isUuid(id)) {
    throw invalid('cursor', matches(/^[A-Za-z0-9_-]+$/))
  }
  return { key, id }
}

/** A page of rows, of which there is one more than `limit` when another page follows. */
export function sortedPage<Row extends Position, Item>(
  rows: readonly Row[],
  total: number,
  request: SortedPageRequest,
  view: (row: Row) => Item,
): Page<Item> {
  const { page, limit, sortBy, sortOrder } = request
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  const cursor = hasMore ? JSON.stringify([sortBy, sortOrder, last.key, last.id]) : null
  return {
    data: shown.map(view),
    total,
    page,
    limit,
    totalPages: Math.ceil(total / limit),
    nextCursor: cursor === null ? null : Buffer.from(cursor).toString('base64url'),
  }
}

function decoded(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
