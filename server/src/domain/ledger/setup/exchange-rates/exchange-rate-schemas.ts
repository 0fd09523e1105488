/** What requests say of exchange rates, and what answers do (catalog.md 11). */
import { z } from 'zod'
import {
  currency,
  decimal,
  isoDate,
  object,
  optional,
  pagination,
  text,
} from '../../../../platform/http/fields.ts'
import { pageSchema } from '../../../../platform/http/paging.ts'

/** Greatest rate: what the column holds. */
const RATE_MAX = '9999999999'

/** Body that sets the rate of one currency on one day. */
export const exchangeRateRequest = object({
  currency: currency(),
  date: isoDate(),
  rate: decimal({ places: 10, positive: true, max: RATE_MAX }),
  source: text({ max: 100 }),
})
/** A rate to set, checked. */
export type ExchangeRateRequest = z.output<typeof exchangeRateRequest>

/** What a list of rates may be sorted by. */
export const RATE_SORTS = ['date', 'createdAt'] as const
/** Name of a sort. */
export type RateSort = (typeof RATE_SORTS)[number]

/** Query of the list. */
export const exchangeRateQuery = object({
  currency: optional(currency()),
  from: optional(isoDate()),
  to: optional(isoDate()),
  ...pagination({ sortBy: RATE_SORTS, default: 'date' }),
})
/** The query of the list, checked. */
export type ExchangeRateQuery = z.output<typeof exchangeRateQuery>

/** A rate as answered. */
export const exchangeRateAnswer = z
  .object({
    id: z.uuid(),
    currency: z.string(),
    date: z.iso.date(),
    rate: z.string().describe('Base currency per one unit of `currency`.'),
    source: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'ExchangeRate' })

/** A page of rates. */
export const exchangeRatePage = pageSchema(exchangeRateAnswer)
