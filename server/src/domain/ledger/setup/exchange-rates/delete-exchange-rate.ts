import type { Context } from '../../../../kernel/context.ts'
import { notFound } from '../../../../kernel/errors.ts'
import { audit } from '../../../../platform/audit/audit.ts'
import { deleteExchangeRateRow } from './exchange-rate-queries.ts'
import { exchangeRateView } from './exchange-rate-view.ts'

/** Deletes a rate. @throws NotFound `EXCHANGE_RATE_NOT_FOUND` */
export async function deleteExchangeRate(ctx: Context, id: string): Promise<undefined> {
  const deleted = await deleteExchangeRateRow(ctx.tx, ctx.company.id, id)
  if (deleted === undefined) throw notFound('EXCHANGE_RATE', id)
  const { currency, date, rate, source } = exchangeRateView(deleted)
  audit(ctx, {
    ...{ action: 'exchange_rate.delete', resourceId: id },
    ...{ before: { currency, date, rate, source }, after: null },
  })
}
