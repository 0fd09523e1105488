import { timestamp } from '../../../../kernel/calendar.ts'
import type { Context } from '../../../../kernel/context.ts'
import { BadRequest } from '../../../../kernel/errors.ts'
import { uuidv7 } from '../../../../kernel/id.ts'
import { audit, changes } from '../../../../platform/audit/audit.ts'
import { Reply } from '../../../../platform/http/operation.ts'
import {
  claimExchangeRate,
  type ExchangeRate,
  updateExchangeRate,
} from './exchange-rate-queries.ts'
import type { ExchangeRateRequest } from './exchange-rate-schemas.ts'
import { exchangeRateView } from './exchange-rate-view.ts'

/**
 * Sets the rate of a currency on a day: `201` when it is the first, `200` when it replaces one.
 * What is posted keeps the rate it used.
 * @throws BadRequest `EXCHANGE_RATE_BASE_CURRENCY`
 */
export async function setExchangeRate(
  ctx: Context,
  request: ExchangeRateRequest,
): Promise<Reply<ExchangeRate>> {
  const { tx, company } = ctx
  const { currency } = request
  if (currency === company.baseCurrency) {
    const message = `${currency} is the base currency; its rate is always 1.`
    throw new BadRequest('EXCHANGE_RATE_BASE_CURRENCY', message, { currency })
  }
  const at = timestamp(ctx.clock.now())
  const rate = { id: uuidv7(), ...request, createdAt: at, updatedAt: at }
  const claimed = exchangeRateView(await claimExchangeRate(tx, company.id, rate))
  const resourceId = claimed.id
  if (resourceId === rate.id) {
    audit(ctx, { action: 'exchange_rate.create', resourceId, before: null, after: request })
    return new Reply(claimed, { status: 201 })
  }
  const replaced = { ...claimed, ...request }
  const changed = changes(claimed, replaced)
  if (changed === null) return new Reply(claimed)
  const updated = { ...replaced, updatedAt: at }
  updateExchangeRate(tx, company.id, updated)
  audit(ctx, { action: 'exchange_rate.update', resourceId, ...changed })
  return new Reply(updated)
}
