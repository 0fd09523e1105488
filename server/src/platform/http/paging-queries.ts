import type { Statement } from '../../kernel/context.ts'
import { raw, sql } from '../db/sql.ts'
import { idOfCursor, type PageRequest } from './paging.ts'

/** The end of a query of a list sorted by id: `and id < ... order by id desc limit ...`, one row more than shown. */
export function idPage({ page, limit, cursor, sortOrder }: PageRequest): Statement {
  const order = raw(`order by id ${sortOrder}`)
  if (!cursor) return sql`${order} limit ${limit + 1} offset ${(page - 1) * limit}`
  const beyond = raw(sortOrder === 'desc' ? 'and id <' : 'and id >')
  return sql`${beyond} ${idOfCursor(cursor)} ${order} limit ${limit + 1}`
}
