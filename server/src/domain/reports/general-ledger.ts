/** The general ledger: every line of every account with the running balance (ledger.md 12.1). */
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { currencyDigits } from '../../kernel/currency.ts'
import { notFound } from '../../kernel/errors.ts'
import { minor, minorNumber } from '../../kernel/money.ts'
import { object, optional, queryInteger, uuid } from '../../platform/http/fields.ts'
import { operation } from '../../platform/http/operation.ts'
import { type ChartAccount, isPosting } from './chart.ts'
import { findChart } from './chart-queries.ts'
import { reportTooLarge } from './errors.ts'
import { type LedgerAccount, ledgerAccounts, type RunningLine } from './general-ledger-accounts.ts'
import { findLedgerLines, type LedgerLine } from './ledger-line-queries.ts'
import { sumMovements } from './movement-queries.ts'
import {
  inFormat,
  openReport,
  reportHead,
  reportQuery,
  reportRow,
  type ShowMoney,
} from './report.ts'
import { openingBalance } from './trial-balance-sums.ts'

/** Most lines of one answer: it is built in memory. */
const LINES_MAX = 100_000

const accountBound = queryInteger({ min: 1, max: 99_999_999 })
const query = object({
  ...reportQuery,
  accountId: optional(uuid()),
  accountFrom: optional(accountBound),
  accountTo: optional(accountBound),
})

const nullableText = z.string().nullable()
const nullableNumber = z.number().nullable()
const line = z.object({
  entryId: z.uuid(),
  entryNumber: z.int(),
  fiscalYear: z.string(),
  chainPosition: z.int(),
  date: z.iso.date(),
  postedAt: z.iso.datetime(),
  entryType: z.string(),
  description: nullableText,
  reference: nullableText,
  vatCode: nullableText,
  debit: nullableNumber,
  credit: nullableNumber,
  balance: z.number(),
  currency: z.string(),
  currencyDebit: nullableNumber,
  currencyCredit: nullableNumber,
  customerId: nullableText,
  vendorId: nullableText,
  tagIds: z.array(z.uuid()),
})
const names = { accountId: z.uuid(), accountNumber: z.int(), name: z.string() }
const account = z.object({
  ...names,
  openingBalance: z.number(),
  debit: z.number(),
  credit: z.number(),
  closingBalance: z.number(),
  lines: z.array(line),
})
const answer = z.object({ ...reportHead, accounts: z.array(account) }).meta({ id: 'GeneralLedger' })

/** `GET /operator/v1/reports/general-ledger`. */
export const generalLedgerReport = operation({
  ...reportRow,
  id: 'getGeneralLedger',
  path: '/reports/general-ledger',
  summary: 'General ledger',
  description:
    'Every line of every account with movement or an opening balance, by date, chain position ' +
    'and line, with the running balance, debit positive; ' +
    `at most ${LINES_MAX} lines. As CSV: the lines.`,
  query,
  answer,
  errors: [
    'REPORT_RANGE_INVALID',
    'REPORT_TOO_LARGE',
    'LEDGER_NOT_FOUND',
    'DIMENSION_VALUE_NOT_FOUND',
  ],
  run: async (ctx, { query: asked }) =>
    inFormat(asked.format, await getGeneralLedger(ctx, asked), ({ accounts }) => ({
      fields: [...Object.keys(names), ...Object.keys(line.shape)],
      rows: accounts.flatMap(({ lines, accountId, accountNumber, name }) =>
        lines.map((view) => ({ accountId, accountNumber, name, ...view })),
      ),
    })),
})

async function getGeneralLedger(
  ctx: Context,
  asked: z.output<typeof query>,
): Promise<z.output<typeof answer>> {
  const { tx, company } = ctx
  const { range, head, money } = await openReport(ctx, 'general-ledger', asked)
  const accounts = selected(await findChart(tx, company.id), asked)
  const accountIds = accounts.map(({ accountId }) => accountId)
  const [movements, lines] = await Promise.all([
    sumMovements(tx, company.id, { ...range, includeYearEnd: true }),
    findLedgerLines(tx, company.id, range, accountIds, LINES_MAX + 1),
  ])
  if (lines.length > LINES_MAX) throw reportTooLarge(LINES_MAX)
  const movementById = new Map(movements.map((movement) => [movement.accountId, movement]))
  const openings = new Map<string, bigint>()
  for (const posted of accounts) {
    const movement = movementById.get(posted.accountId)
    if (movement !== undefined) openings.set(posted.accountId, openingBalance(posted, movement))
  }
  const ledger = ledgerAccounts(accounts, openings, lines)
  return { ...head, accounts: ledger.map((each) => viewLedgerAccount(each, money)) }
}

/** The posting accounts asked for; `404 LEDGER_NOT_FOUND` when the one asked for does not exist. */
function selected(chart: readonly ChartAccount[], asked: z.output<typeof query>): ChartAccount[] {
  const { accountId, accountFrom, accountTo } = asked
  if (accountId != null && !chart.some((each) => each.accountId === accountId)) {
    throw notFound('LEDGER', accountId)
  }
  return chart.filter(
    (each) =>
      isPosting(each) &&
      (accountId == null || each.accountId === accountId) &&
      (accountFrom == null || each.accountNumber >= accountFrom) &&
      (accountTo == null || each.accountNumber <= accountTo),
  )
}

function viewLedgerAccount(
  ledger: LedgerAccount<LedgerLine>,
  money: ShowMoney,
): z.output<typeof account> {
  const { accountId, accountNumber: number, name } = ledger.account
  return {
    accountId,
    accountNumber: number,
    name,
    openingBalance: money(ledger.openingBalance),
    debit: money(ledger.debit),
    credit: money(ledger.credit),
    closingBalance: money(ledger.closingBalance),
    lines: ledger.lines.map((running) => viewLine(running, money)),
  }
}

function viewLine(
  { line: posted, balance }: RunningLine<LedgerLine>,
  money: ShowMoney,
): z.output<typeof line> {
  const isDebit = posted.side === 'D'
  const base = money(isDebit ? posted.baseAmount : -posted.baseAmount)
  const digits = currencyDigits(posted.currency) ?? 0
  const amount = minorNumber(minor(isDebit ? posted.amount : -posted.amount), digits)
  return {
    entryId: posted.entryId,
    entryNumber: posted.entryNumber,
    fiscalYear: posted.fiscalYear,
    chainPosition: Number(posted.chainPosition),
    date: posted.date,
    postedAt: posted.postedAt,
    entryType: posted.entryType,
    description: posted.description,
    reference: posted.reference,
    vatCode: posted.vatCode,
    debit: isDebit ? base : null,
    credit: isDebit ? null : base,
    balance: money(balance),
    currency: posted.currency,
    currencyDebit: isDebit ? amount : null,
    currencyCredit: isDebit ? null : amount,
    customerId: posted.customerId,
    vendorId: posted.vendorId,
    tagIds: posted.tagIds,
  }
}
