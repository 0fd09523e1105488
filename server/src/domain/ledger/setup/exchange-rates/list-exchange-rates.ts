import type { z } from 'zod'
import type { Context } from '../../../../kernel/context.ts'
import { pageOf } from '../../../../platform/http/paging.ts'
import { countExchangeRates, listExchangeRates } from './exchange-rate-queries.ts'
import type { ExchangeRateQuery, exchangeRatePage } from './exchange-rate-schemas.ts'
import { exchangeRateView } from './exchange-rate-view.ts'
import { readCursor, writeCursor } from './rate-cursor.ts'

/** A page of the company's rates, newest date first unless asked otherwise. */
export async function readExchangeRates(
  ctx: Context,
  query: ExchangeRateQuery,
): Promise<z.input<typeof exchangeRatePage>> {
  const { tx, company } = ctx
  const cursor = query.cursor == null ? undefined : readCursor(query.cursor, query.sortBy)
  const [rows, total] = await Promise.all([
    listExchangeRates(tx, company.id, query, cursor),
    countExchangeRates(tx, company.id, query),
  ])
  const page = pageOf(rows, total, query, exchangeRateView)
  const last = page.data.at(-1)
  if (page.nextCursor === null || last === undefined) return page
  return { ...page, nextCursor: writeCursor({ key: last[query.sortBy], id: last.id }) }
}
