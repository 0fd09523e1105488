/** What all reports share: their place in the API, the head of their answer, their formats. */
import { z } from 'zod'
import { timestamp } from '../../kernel/calendar.ts'
import type { Context } from '../../kernel/context.ts'
import { currencyDigits } from '../../kernel/currency.ts'
import { minor, minorNumber } from '../../kernel/money.ts'
import { choice, withDefault } from '../../platform/http/fields.ts'
import { Bytes, Reply } from '../../platform/http/operation.ts'
import type { ChartAccount } from './chart.ts'
import { csv, type Table } from './csv.ts'
import { type RangeQuery, type ReportRange, rangeQuery, reportRange } from './report-range.ts'

/** Everything of a report's declaration that does not depend on the report. */
export const reportRow = {
  surface: 'operator',
  method: 'GET',
  tag: 'Reports',
  scope: 'operator',
  status: 200,
  // Every answer says when it was made.
  etag: false,
} as const

/** The parameters of every report. */
export const reportQuery = {
  ...rangeQuery,
  format: withDefault(choice(['json', 'csv']), 'json'),
}

/** The fields every report's answer begins with. */
export const reportHead = {
  name: z.string(),
  currency: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  asOf: z.string().nullable(),
  generatedAt: z.iso.datetime(),
}

/** The columns that name an account of the chart. */
export const accountColumns = {
  accountId: z.uuid(),
  accountNumber: z.int(),
  name: z.string(),
  ledgerType: z.string(),
  accountClassification: z.string().nullable(),
}

/** Writes minor units of the base currency as JSON numbers. */
export type ShowMoney = (amount: bigint) => number

/** A report that is being made. */
export interface OpenReport {
  readonly range: ReportRange
  readonly head: z.output<z.ZodObject<typeof reportHead>>
  readonly money: ShowMoney
}

/** Reads what the report covers; throws as {@link reportRange}. */
export async function openReport(
  ctx: Context,
  name: string,
  query: RangeQuery,
): Promise<OpenReport> {
  const range = await reportRange(ctx, query)
  const { from, to, asOf } = range
  const currency = ctx.company.baseCurrency
  const generatedAt = timestamp(ctx.clock.now())
  return { range, head: { name, currency, from, to, asOf, generatedAt }, money: moneyIn(currency) }
}

function moneyIn(currency: string): ShowMoney {
  const digits = currencyDigits(currency)
  if (digits === undefined) throw new Error(`${currency} is no currency`)
  return (amount) => minorNumber(minor(amount), digits)
}

/** The account's fields as a row begins with them. */
export function viewAccount(account: ChartAccount): z.output<z.ZodObject<typeof accountColumns>> {
  const { accountId, accountNumber, name, ledgerType, accountClassification } = account
  return { accountId, accountNumber, name, ledgerType, accountClassification }
}

/** The answer as JSON, or its rows as a CSV file named after the report and its days. */
export function inFormat<Answer extends { name: string; from: string; to: string }>(
  format: 'json' | 'csv',
  answer: Answer,
  table: (answer: Answer) => Table,
): Answer | Reply<Bytes> {
  if (format === 'json') return answer
  const fileName = `${answer.name}_${answer.from}_${answer.to}.csv`
  const content = Buffer.from(csv(table(answer)), 'utf8')
  return new Reply(new Bytes(content, 'text/csv; charset=utf-8'), {
    headers: { 'content-disposition': `attachment; filename="${fileName}"` },
  })
}
