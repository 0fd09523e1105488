import type { Context } from '../../kernel/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { findKey, type KeyRow } from './api-key-queries.ts'

/** A key of the company, also a revoked one. @throws NotFound `API_KEY_NOT_FOUND` */
export async function getKey(ctx: Context, id: string): Promise<KeyRow> {
  const row = await findKey(ctx.tx, ctx.company.id, id)
  if (row === undefined) throw notFound('API_KEY', id)
  return row
}
