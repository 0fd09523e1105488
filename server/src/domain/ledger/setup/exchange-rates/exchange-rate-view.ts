import { shortestDecimal } from '../../../../kernel/decimal.ts'
import type { ExchangeRate } from './exchange-rate-queries.ts'

/** A rate as answered: without trailing zeros. */
export function exchangeRateView(rate: ExchangeRate): ExchangeRate {
  return { ...rate, rate: shortestDecimal(rate.rate) }
}
