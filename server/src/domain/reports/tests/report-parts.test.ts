import { describe, expect, test } from 'vitest'
import { csv } from '../csv.ts'
import { fiscalYearStart } from '../fiscal-calendar.ts'
import { ledgerAccounts } from '../general-ledger-accounts.ts'
import { reportPeriod } from '../report-range.ts'

const BROKEN_YEARS = {
  startMonth: 7,
  years: [
    { startDate: '2024-07-01', endDate: '2025-06-30' },
    { startDate: '2025-07-01', endDate: '2026-12-31' },
  ],
}

describe('where fiscal years begin', () => {
  test.each([
    ['2025-06-30', '2024-07-01'],
    ['2026-12-31', '2025-07-01'],
    ['2024-06-30', '2023-07-01'],
    ['2020-07-01', '2020-07-01'],
    // The next year adjoins the long one and is short; then the start month counts again.
    ['2027-01-01', '2027-01-01'],
    ['2027-06-30', '2027-01-01'],
    ['2027-07-01', '2027-07-01'],
  ])('%s lies in the year from %s', (date, expected) => {
    expect(fiscalYearStart(BROKEN_YEARS, date)).toBe(expected)
  })

  test('without any year the start month decides', () => {
    const calendar = { years: [], startMonth: 4 }
    expect(fiscalYearStart(calendar, '2026-03-31')).toBe('2025-04-01')
    expect(fiscalYearStart(calendar, '2026-04-01')).toBe('2026-04-01')
  })
})

describe('the period of a report', () => {
  test('begins with the fiscal year of its end', () => {
    expect(reportPeriod(BROKEN_YEARS, null, '2025-03-31')).toEqual({
      from: '2024-07-01',
      to: '2025-03-31',
      yearStart: '2024-07-01',
    })
  })
  test('may end on the day it begins, not before', () => {
    expect(reportPeriod(BROKEN_YEARS, '2025-03-31', '2025-03-31').yearStart).toBe('2024-07-01')
    expect(() => reportPeriod(BROKEN_YEARS, '2025-04-01', '2025-03-31')).toThrowError(
      expect.objectContaining({ code: 'REPORT_RANGE_INVALID' }),
    )
  })
})

describe('running balances', () => {
  const chartAccount = {
    name: '',
    ledgerType: 'BALANCE_SHEET',
    accountClassification: null,
    totalFrom: null,
    totalIntervals: null,
    isActive: true,
  } as const
  const accounts = ['a', 'b', 'c'].map((accountId, index) => ({
    ...chartAccount,
    accountId,
    accountNumber: index + 1,
  }))

  test('go on from the opening; accounts with neither are left out', () => {
    const lines = [
      { accountId: 'a', baseAmount: 30n },
      { accountId: 'c', baseAmount: 5n },
      { accountId: 'a', baseAmount: -50n },
    ]
    const [first, second, ...more] = ledgerAccounts(accounts, new Map([['a', 10n]]), lines)
    expect(first).toMatchObject({
      openingBalance: 10n,
      debit: 30n,
      credit: 50n,
      closingBalance: -10n,
    })
    expect(first?.lines.map(({ balance }) => balance)).toEqual([40n, -10n])
    expect(second).toMatchObject({ account: { accountId: 'c' }, closingBalance: 5n })
    expect(more).toEqual([])
  })
})

describe('CSV', () => {
  test.each([
    ['plain', 'Bank', 'Bank'],
    ['empty', null, ''],
    ['negative number', -12.5, '-12.5'],
    ['large number', 9_999_999_999_999.99, '9999999999999.99'],
    ['comma and quotes', 'a, "b"', '"a, ""b"""'],
    ['line break', 'a\nb', '"a\nb"'],
    ['formula', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['formula by sign', '-2+3', "'-2+3"],
    ['list', ['a', 'b'], 'a b'],
  ])('%s', (_, cell, expected) => {
    expect(csv({ fields: ['field'], rows: [{ field: cell }] })).toBe(`field\r\n${expected}\r\n`)
  })
})
