import { describe, expect, test } from 'vitest'
import { type ChartAccount, chartRows, type LedgerType } from '../chart.ts'
import { type AccountMovement, trialBalance } from '../trial-balance-sums.ts'

function account(number: number, type: LedgerType, more: Partial<ChartAccount> = {}): ChartAccount {
  return {
    accountId: String(number),
    accountNumber: number,
    name: `Account ${number}`,
    ledgerType: type,
    accountClassification: null,
    totalFrom: null,
    totalIntervals: null,
    isActive: true,
    ...more,
  }
}

const CHART = [
  account(1000, 'HEADING_BREAK'),
  account(1010, 'PROFIT_AND_LOSS'),
  account(1020, 'PROFIT_AND_LOSS', { isActive: false }),
  account(1030, 'PROFIT_AND_LOSS'),
  account(1090, 'TOTAL_FROM', { totalFrom: 1000 }),
  account(1100, 'TOTAL_INTERVALS', {
    totalIntervals: [
      { from: 1010, to: 1020 },
      { from: 1020, to: 1090 },
    ],
  }),
  account(1110, 'TOTAL_FROM', { totalFrom: 1095, isActive: false }),
  account(5000, 'HEADING', { isActive: false }),
  account(6480, 'BALANCE_SHEET'),
]

function amounts(sums: Record<string, bigint>) {
  return new Map(Object.entries(sums).map(([number, amount]) => [number, { amount }]))
}

describe('rows of a chart', () => {
  test.each([
    ['nothing posted: inactive rows are left out', {}, [null, 0n, 0n, 0n, 0n, 0n]],
    ['TOTAL_FROM sums postings below it', { 1010: 3n, 6480: 9n }, [null, 3n, 0n, 3n, 3n, 9n]],
    ['an account in two intervals counts once', { 1020: 5n }, [null, 0n, 5n, 0n, 5n, 5n, 0n]],
    ['sums that cancel leave 0', { 1010: 5n, 1030: -5n }, [null, 5n, -5n, 0n, 0n, 0n]],
  ])('%s', (_, sums, expected) => {
    const rows = chartRows(CHART, amounts(sums), { amount: 0n })
    expect(rows.map((row) => row.sums?.amount ?? null)).toEqual(expected)
  })

  test('the lower bound of TOTAL_FROM is covered, its own number is not', () => {
    const chart = [
      account(10, 'BALANCE_SHEET'),
      account(19, 'BALANCE_SHEET'),
      account(20, 'TOTAL_FROM', { totalFrom: 10 }),
      account(21, 'BALANCE_SHEET'),
    ]
    const rows = chartRows(chart, amounts({ 10: 1n, 19: 2n, 21: 4n }), { amount: 0n })
    expect(rows[2]?.sums).toEqual({ amount: 3n })
  })
})

function movement(
  number: number,
  [beforeYear, beforePeriod, debit, credit]: readonly [bigint, bigint, bigint, bigint],
): AccountMovement {
  return { accountId: String(number), beforeYear, beforePeriod, debit, credit }
}

describe('the trial balance', () => {
  const balance = trialBalance(CHART, [
    movement(1010, [-700n, -100n, 0n, 50n]),
    movement(1030, [200n, 0n, 20n, 0n]),
    movement(6480, [500n, 100n, 50n, 20n]),
  ])
  const row = (number: number) =>
    balance.rows.find(({ account: { accountNumber } }) => accountNumber === number)?.sums

  test('a balance account opens with everything before', () => {
    expect(row(6480)).toEqual({
      openingBalance: 600n,
      debit: 50n,
      credit: 20n,
      closingBalance: 630n,
    })
  })
  test('a profit and loss account opens with its fiscal year', () => {
    expect(row(1010)).toEqual({
      openingBalance: -100n,
      debit: 0n,
      credit: 50n,
      closingBalance: -150n,
    })
  })
  test('earlier years that were not closed stand apart', () => {
    expect(balance.unclosedPriorResult).toBe(-500n)
  })
  test('every column with the prior result nets to 0', () => {
    const { totals, unclosedPriorResult } = balance
    expect(totals).toEqual({ openingBalance: 500n, debit: 70n, credit: 70n, closingBalance: 500n })
    expect(totals.openingBalance + unclosedPriorResult).toBe(0n)
    expect(totals.closingBalance + unclosedPriorResult).toBe(0n)
  })
})
