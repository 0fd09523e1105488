/** The trial balance: what every account had, moved and has (ledger.md 12.1). */
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { object, queryBoolean, withDefault } from '../../platform/http/fields.ts'
import { operation } from '../../platform/http/operation.ts'
import type { Sums } from './chart.ts'
import { findChart } from './chart-queries.ts'
import { sumMovements } from './movement-queries.ts'
import {
  accountColumns,
  inFormat,
  openReport,
  reportHead,
  reportQuery,
  reportRow,
  type ShowMoney,
  viewAccount,
} from './report.ts'
import { type TrialColumn, trialBalance } from './trial-balance-sums.ts'

const query = object({ ...reportQuery, includeYearEnd: withDefault(queryBoolean(), false) })

const amount = z.number().nullable()
const row = z.object({
  ...accountColumns,
  openingBalance: amount,
  debit: amount,
  credit: amount,
  closingBalance: amount,
})
const totals = z.object({
  openingBalance: z.number(),
  debit: z.number(),
  credit: z.number(),
  closingBalance: z.number(),
})
const answer = z
  .object({ ...reportHead, rows: z.array(row), totals, unclosedPriorResult: z.number() })
  .meta({ id: 'TrialBalance' })

const NO_AMOUNTS = { openingBalance: null, debit: null, credit: null, closingBalance: null }

/** `GET /operator/v1/reports/trial-balance`. */
export const trialBalanceReport = operation({
  ...reportRow,
  id: 'getTrialBalance',
  path: '/reports/trial-balance',
  summary: 'Trial balance',
  description:
    'Opening balance, debit, credit and closing balance of every account, debit positive. ' +
    'Closing entries inside the period are left out unless `includeYearEnd` is true.',
  query,
  answer,
  errors: ['REPORT_RANGE_INVALID', 'DIMENSION_VALUE_NOT_FOUND'],
  run: async (ctx, { query: asked }) =>
    inFormat(asked.format, await getTrialBalance(ctx, asked), ({ rows }) => ({
      fields: Object.keys(row.shape),
      rows,
    })),
})

async function getTrialBalance(
  ctx: Context,
  asked: z.output<typeof query>,
): Promise<z.output<typeof answer>> {
  const { range, head, money } = await openReport(ctx, 'trial-balance', asked)
  const { includeYearEnd } = asked
  const [chart, movements] = await Promise.all([
    findChart(ctx.tx, ctx.company.id),
    sumMovements(ctx.tx, ctx.company.id, { ...range, includeYearEnd }),
  ])
  const balance = trialBalance(chart, movements)
  return {
    ...head,
    rows: balance.rows.map(({ account, sums }) => ({
      ...viewAccount(account),
      ...(sums === null ? NO_AMOUNTS : viewSums(sums, money)),
    })),
    totals: viewSums(balance.totals, money),
    unclosedPriorResult: money(balance.unclosedPriorResult),
  }
}

function viewSums(sums: Sums<TrialColumn>, money: ShowMoney) {
  return {
    openingBalance: money(sums.openingBalance),
    debit: money(sums.debit),
    credit: money(sums.credit),
    closingBalance: money(sums.closingBalance),
  }
}
