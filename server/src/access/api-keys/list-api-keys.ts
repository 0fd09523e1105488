import type { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { type Page, type PageRequest, pageOf } from '../../platform/http/paging.ts'
import { countKeys, listKeys } from './api-key-queries.ts'
import { type keySchema, keyView } from './api-key-view.ts'

/** One page of the company's keys, revoked ones too, newest first by default. */
export async function listApiKeys(
  ctx: Context,
  page: PageRequest,
): Promise<Page<z.input<typeof keySchema>>> {
  const [rows, total] = await Promise.all([
    listKeys(ctx.tx, ctx.company.id, page),
    countKeys(ctx.tx, ctx.company.id),
  ])
  return pageOf(rows, total, page, keyView)
}
