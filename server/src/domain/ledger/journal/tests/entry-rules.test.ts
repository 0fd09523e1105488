import { describe, expect, test } from 'vitest'
import type { LedgerSetup } from '../../setup/ledger-setup.ts'
import type { EntryInput, EntryType, LineInput } from '../entry.ts'
import type { EntryFacts } from '../entry-facts.ts'
import { entryProblems } from '../entry-rules.ts'

const account = (number: number, more: object = {}) => {
  const usual = { name: 'Konto', isPostable: true, isActive: true, controls: null }
  return [
    String(number),
    { id: String(number), number, isProfitAndLoss: false, ...usual, ...more },
  ] as const
}

const vatCode = (code: string, more: object = {}) => {
  const terms = { rate: '25', principle: 'NET', deductionRate: '100', accountToBookId: '7740' }
  return [
    code,
    { id: code, code, isActive: true, contraAccountToBookId: null, ...terms, ...more },
  ] as const
}

const TYPES: readonly EntryType[] = ['JOURNAL_ENTRY', 'CUSTOMER_INVOICE']

const setup = {
  ...{ version: '1', defaultCategoryId: 'all', fiscalYearStartMonth: 1, roundingAccountId: '2720' },
  accounts: new Map([
    ...[account(1000, { isPostable: false }), account(1010), account(6480)],
    ...[account(6190, { controls: 'customer' }), account(7440, { controls: 'vendor' })],
    ...[account(7740), account(7741, { isActive: false }), account(6199, { controls: 'customer' })],
  ]),
  vatCodes: new Map([
    ...[vatCode('I25'), vatCode('OLD', { isActive: false })],
    vatCode('GONE', { accountToBookId: '7741' }),
  ]),
  categories: new Map([
    ['all', { id: 'all', allowedTypes: new Set(TYPES) }],
    ['none', { id: 'none', allowedTypes: new Set<EntryType>() }],
  ]),
  years: [
    { id: 'y', name: '2026', startDate: '2026-01-01', endDate: '2026-12-31', isClosed: false },
  ],
  groupAccounts: new Map([
    ['customers', '6190'],
    ['broken', '1010'],
    ['vendors', '7440'],
  ]),
} as unknown as LedgerSetup

const tag = (id: string, more: object = {}) => {
  const usual = { dimensionId: 'unique', dimensionIsUnique: true, projectId: null }
  return [id, { id, ...usual, projectIsArchived: false, isActive: true, ...more }] as const
}

const facts: EntryFacts = {
  ...{ setup, baseCurrency: 'DKK', today: '2026-06-01', lockedThrough: '2026-01-31' },
  customers: new Map([
    ['nordlys', 'customers'],
    ['odd', 'broken'],
  ]),
  vendors: new Map([['papir', 'vendors']]),
  tags: new Map([tag('red'), tag('blue')]),
  rates: new Map([['EUR 2026-03-01', '7.46']]),
}

function line(text: string, more: Partial<LineInput> = {}): LineInput {
  const [side, accountId = '', amount = '0', vat] = text.split(' ')
  return {
    ...{ accountId, side: side === 'D' ? 'D' : 'C', amount: BigInt(amount) },
    ...{ vatCodeId: vat ?? null, description: null, customerId: null, vendorId: null },
    ...{ tagIds: [], hours: null, ...more },
  }
}

function entry(more: Partial<EntryInput>): EntryInput {
  return {
    ...{ apiVersion: 2, entryType: 'JOURNAL_ENTRY', date: '2026-03-01', originalAmount: null },
    ...{ lines: [line('D 6480 100'), line('C 1010 100')], customerId: null, vendorId: null },
    ...{ description: null, reference: null, externalSystemId: null, currency: 'DKK' },
    ...{ exchangeRate: null, dueDate: null, tagIds: [], journalCategoryId: null, ...more },
  }
}

const codes = (sent: Partial<EntryInput>) =>
  [...entryProblems(entry(sent), facts)].map((problem) => problem.code)

const invoice = { entryType: 'CUSTOMER_INVOICE', customerId: 'nordlys' } as const

describe('the rules come in the order of ledger.md 6.3', () => {
  test('a good entry breaks none', () => {
    expect(codes({})).toEqual([])
    expect(codes({ ...invoice, originalAmount: 100n, lines: [line('C 1010 100')] })).toEqual([])
  })

  test('what a v2 invoice can break at once', () => {
    const sent = {
      ...{ ...invoice, vendorId: 'papir', originalAmount: null, journalCategoryId: 'none' },
      ...{ tagIds: ['red', 'blue'], currency: 'EUR', date: '2025-03-01' },
      lines: [
        ...[line('C 1000 5'), line('C 6190 5 I25'), line('C 7440 5'), line('C 6480 5')],
        line('C nowhere 5'),
      ],
    }
    expect(codes(sent)).toEqual([
      ...['LEDGER_NOT_FOUND', 'ORIGINAL_AMOUNT_REQUIRED', 'JOURNAL_COUNTERPARTY_MISMATCH'],
      ...['LEDGER_NOT_POSTABLE', 'JOURNAL_CONTROL_LINE_NOT_ALLOWED'],
      ...['JOURNAL_LINE_CUSTOMER_REQUIRED', 'JOURNAL_LINE_VAT_NOT_ALLOWED'],
      ...['JOURNAL_TYPE_NOT_ALLOWED', 'JOURNAL_DIMENSION_CONFLICT', 'EXCHANGE_RATE_MISSING'],
      'PERIOD_LOCKED',
    ])
  })

  test('what a plain entry can break at once', () => {
    const sent = {
      ...{ journalCategoryId: 'none', tagIds: ['red', 'blue'], exchangeRate: '2' },
      ...{ date: '2036-03-01' },
      lines: [line('D 7741 100'), line('C 6190 90 I25')],
    }
    expect(codes(sent)).toEqual([
      ...['LEDGER_INACTIVE', 'JOURNAL_LINE_CUSTOMER_REQUIRED', 'JOURNAL_LINE_VAT_NOT_ALLOWED'],
      ...['JOURNAL_TYPE_NOT_ALLOWED', 'JOURNAL_DIMENSION_CONFLICT', 'EXCHANGE_RATE_INVALID'],
      ...['FISCAL_YEAR_NOT_FOUND', 'JOURNAL_NOT_BALANCED'],
    ])
  })

  test('an invoice on a group whose account cannot be used', () => {
    const sent = { ...invoice, customerId: 'odd', originalAmount: 90n }
    expect(codes({ ...sent, lines: [line('C 6480 100')] })).toEqual([
      ...['CONTROL_ACCOUNT_INVALID', 'ORIGINAL_AMOUNT_MISMATCH'],
    ])
  })
})

describe('single rules', () => {
  test.each<[string, Partial<EntryInput>, string[]]>([
    [
      'a line without a side',
      { lines: [line('D 6480 1', { side: null })] },
      ['JOURNAL_LINE_AMOUNT_INVALID'],
    ],
    [
      'a code whose own account is inactive',
      { lines: [line('D 6480 100 GONE'), line('C 1010 125')] },
      ['LEDGER_INACTIVE'],
    ],
    [
      'an inactive code',
      { lines: [line('D 6480 100 OLD'), line('C 1010 125')] },
      ['VAT_CODE_INACTIVE'],
    ],
    ['the base currency at rate 1', { exchangeRate: '1' }, []],
    ['a foreign currency with a rate in the table', { currency: 'EUR' }, []],
    ['a foreign currency at rate 1', { currency: 'USD', exchangeRate: '1' }, []],
    ['the first day after the lock', { date: '2026-02-01' }, []],
    ['the last locked day', { date: '2026-01-31' }, ['PERIOD_LOCKED']],
    ['a year that can be made', { date: '2028-05-31' }, []],
    ['a year too far ahead', { date: '2028-06-02' }, ['FISCAL_YEAR_NOT_FOUND']],
    [
      'netting: a control account other than the own one, with its party',
      {
        ...{ ...invoice, originalAmount: 100n },
        lines: [line('C 6199 40', { customerId: 'odd' }), line('C 7440 60', { vendorId: 'papir' })],
      },
      [],
    ],
    [
      'v2: the party of the entry is no default for its lines',
      { ...invoice, originalAmount: 100n, lines: [line('C 6199 100')] },
      ['JOURNAL_LINE_CUSTOMER_REQUIRED'],
    ],
    [
      'v1: it is',
      {
        ...{ ...invoice, apiVersion: 1 },
        lines: [line('D 6190 100'), line('C 1010 100')],
      },
      [],
    ],
  ])('%s', (_name, sent, expected) => {
    expect(codes(sent)).toEqual(expected)
  })
})
