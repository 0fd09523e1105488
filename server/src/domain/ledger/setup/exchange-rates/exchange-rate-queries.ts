import type { CompanyId, Statement, Transaction } from '../../../../kernel/context.ts'
import { raw, sql } from '../../../../platform/db/sql.ts'
import type { ExchangeRateQuery, ExchangeRateRequest, RateSort } from './exchange-rate-schemas.ts'
import type { RateCursor } from './rate-cursor.ts'

/** A rate as stored; `rate` is decimal text: base currency per one unit of `currency`. */
export interface ExchangeRate extends ExchangeRateRequest {
  readonly id: string
  readonly createdAt: string
  readonly updatedAt: string
}

const COLUMNS = sql`id, currency, date, rate, source, created_at as "createdAt",
  updated_at as "updatedAt"`

const SORT_COLUMNS: Readonly<Record<RateSort, Statement>> = {
  date: raw('date'),
  createdAt: raw('created_at'),
}

function filter(company: CompanyId, { currency, from, to }: ExchangeRateQuery): Statement {
  return sql`company_id = ${company}
    and (${currency ?? null}::text is null or currency = ${currency ?? null})
    and date >= ${from ?? '-infinity'}::date and date <= ${to ?? 'infinity'}::date`
}

/** The rates of a page and one more when there is a next one. */
export function listExchangeRates(
  tx: Transaction,
  company: CompanyId,
  query: ExchangeRateQuery,
  cursor: RateCursor | undefined,
): Promise<ExchangeRate[]> {
  const { page, limit, sortBy, sortOrder } = query
  const column = SORT_COLUMNS[sortBy]
  const direction = raw(sortOrder)
  const beyond = raw(sortOrder === 'desc' ? '<' : '>')
  const start =
    cursor === undefined ? sql`` : sql`and (${column}, id) ${beyond} (${cursor.key}, ${cursor.id})`
  const offset = cursor === undefined ? (page - 1) * limit : 0
  return tx.rows<ExchangeRate>(sql`
    select ${COLUMNS} from exchange_rates where ${filter(company, query)} ${start}
    order by ${column} ${direction}, id ${direction} limit ${limit + 1} offset ${offset}`)
}

/** How many rates the whole list has. */
export async function countExchangeRates(
  tx: Transaction,
  company: CompanyId,
  query: ExchangeRateQuery,
): Promise<number> {
  const row = await tx.one<{ total: number }>(sql`
    select count(*)::integer as total from exchange_rates where ${filter(company, query)}`)
  return row?.total ?? 0
}

/** Stores the rate, or locks and gives the one there is for that currency and day. */
export async function claimExchangeRate(
  tx: Transaction,
  company: CompanyId,
  rate: ExchangeRate,
): Promise<ExchangeRate> {
  const claimed = await tx.one<ExchangeRate>(sql`
    insert into exchange_rates (company_id, id, currency, date, rate, source, created_at,
      updated_at)
    values (${company}, ${rate.id}, ${rate.currency}, ${rate.date}, ${rate.rate}, ${rate.source},
      ${rate.createdAt}, ${rate.updatedAt})
    on conflict on constraint exchange_rates_day_unique do update set currency = excluded.currency
    returning ${COLUMNS}`)
  if (claimed === undefined) throw new Error('an upsert returns its row')
  return claimed
}

/** Stores another rate and source. */
export function updateExchangeRate(tx: Transaction, company: CompanyId, rate: ExchangeRate): void {
  tx.run(sql`
    update exchange_rates set rate = ${rate.rate}, source = ${rate.source},
      updated_at = ${rate.updatedAt}
    where company_id = ${company} and id = ${rate.id}`)
}

/** Removes a rate; what it was, or `undefined`. */
export function deleteExchangeRateRow(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<ExchangeRate | undefined> {
  return tx.one<ExchangeRate>(sql`
    delete from exchange_rates where company_id = ${company} and id = ${id} returning ${COLUMNS}`)
}
