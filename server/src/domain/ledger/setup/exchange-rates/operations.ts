import { object, uuid } from '../../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../../platform/http/operation.ts'
import { deleteExchangeRate } from './delete-exchange-rate.ts'
import {
  exchangeRateAnswer,
  exchangeRatePage,
  exchangeRateQuery,
  exchangeRateRequest,
} from './exchange-rate-schemas.ts'
import { readExchangeRates } from './list-exchange-rates.ts'
import { setExchangeRate } from './set-exchange-rate.ts'

const path = '/exchange-rates'
const operator = { surface: 'operator', scope: 'operator', tag: 'Exchange Rates' } as const

/** The operator's table of exchange rates (catalog.md 11). */
export const exchangeRateOperations: readonly AnyOperation[] = [
  operation({
    ...{ ...operator, id: 'listExchangeRates', method: 'GET', path, status: 200 },
    summary: 'List exchange rates',
    ...{ query: exchangeRateQuery, answer: exchangeRatePage },
    run: (ctx, { query }) => readExchangeRates(ctx, query),
  }),
  operation({
    ...{ ...operator, id: 'setExchangeRate', method: 'PUT', path, status: 200 },
    createdStatus: 201,
    summary: 'Set the exchange rate of a currency on a day',
    description: '201 when it is the first of that day, 200 when it replaces one.',
    ...{ body: exchangeRateRequest, answer: exchangeRateAnswer },
    ...{ audits: ['exchange_rate.create', 'exchange_rate.update'] },
    errors: ['EXCHANGE_RATE_BASE_CURRENCY'],
    run: (ctx, { body }) => setExchangeRate(ctx, body),
  }),
  operation({
    ...{ ...operator, id: 'deleteExchangeRate', method: 'DELETE', path: `${path}/{id}` },
    ...{ status: 204, summary: 'Delete an exchange rate', params: object({ id: uuid() }) },
    audits: ['exchange_rate.delete'],
    run: (ctx, { params }) => deleteExchangeRate(ctx, params.id),
  }),
]
