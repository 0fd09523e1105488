/** Paginated lists (conventions.md, Lists): by page, or by cursor at constant cost. */
import { z } from 'zod'
import { isUuid } from '../../kernel/id.ts'
import { matches } from './fields/rules.ts'
import { invalid } from './validation.ts'

/** What a request of a paginated list asks for; `cursor` wins over `page`. */
export interface PageRequest {
  readonly page: number
  readonly limit: number
  readonly cursor?: string | null | undefined
  readonly sortOrder: 'asc' | 'desc'
}

/** One page of a list. */
export interface Page<Item> {
  readonly data: Item[]
  readonly total: number
  readonly page: number
  readonly limit: number
  readonly totalPages: number
  readonly nextCursor: string | null
}

/** Schema of a page's answer. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    total: z.int(),
    page: z.int(),
    limit: z.int(),
    totalPages: z.int(),
    nextCursor: z.string().nullable().describe('Sent as `cursor` it gets the next page.'),
  })
}

/**
 * A page of rows sorted by id; `rows` holds one more than `limit` when there is a next page.
 * @param total rows of the whole list
 */
export function pageOf<Row extends { readonly id: string }, Item>(
  rows: readonly Row[],
  total: number,
  { page, limit }: PageRequest,
  view: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return {
    data: shown.map(view),
    total,
    page,
    limit,
    totalPages: Math.ceil(total / limit),
    nextCursor: hasMore ? Buffer.from(last.id).toString('base64url') : null,
  }
}

/** The id that a cursor of `pageOf` stands for. @throws ValidationFailed when it is none of ours */
export function idOfCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  if (!isUuid(id)) throw invalid('cursor', matches(/^[A-Za-z0-9_-]+$/))
  return id
}
