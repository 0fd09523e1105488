import type { Statement } from '../../kernel/context.ts'
import { raw, sql } from '../db/sql.ts'
import { positionOfCursor, type SortedPageRequest } from './keyset.ts'

/** A column to sort by: its SQL, never null, and the type its text is cast back to. */
export interface SortColumn {
  readonly column: string
  readonly type: 'date' | 'integer' | 'numeric' | 'timestamptz' | 'uuid' | 'text'
}

/** The select-list item that `sortedPage` needs beside the id. */
export function keyColumn({ column }: SortColumn): Statement {
  return raw(`(${column})::text as key`)
}

/**
 * The end of a query of a sorted list: `and (column, id) < ... order by column, id limit ...`, one row more than
 * shown.
 */
export function keysetPage(
  { column, type }: SortColumn,
  idColumn: string,
  request: SortedPageRequest,
): Statement {
  const { page, limit, sortOrder } = request
  const order = raw(`order by ${column} ${sortOrder}, ${idColumn} ${sortOrder}`)
  const position = positionOfCursor(request)
  if (position === undefined) return sql`${order} limit ${limit + 1} offset ${(page - 1) * limit}`
  const beyond = raw(sortOrder === 'desc' ? '<' : '>')
  return sql`and (${raw(column)}, ${raw(idColumn)}) ${beyond}
    (${position.key}::${raw(type)}, ${position.id}::uuid) ${order} limit ${limit + 1}`
}
