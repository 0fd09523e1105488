import { describe, expect, test } from 'vitest'
import type { Side } from '../entry.ts'
import { expandVat, type VatTerms } from '../vat-expansion.ts'

const book = 'book'
const contra = 'contra'

/** Terms from `'GROSS 25'`, `'NET 25 contra'`, `'GROSS 25 deduct 25'`. */
function terms(text: string): VatTerms {
  const [principle, rate = '', ...more] = text.split(' ')
  const deduct = more.indexOf('deduct')
  return {
    ...{ id: 'code', rate, accountToBookId: book },
    principle: principle === 'NET' ? 'NET' : 'GROSS',
    deductionRate: deduct === -1 ? '100' : (more[deduct + 1] ?? ''),
    contraAccountToBookId: more.includes('contra') ? contra : null,
  }
}

/** `posted | base | full VAT | legs`, in minor units. */
function expanded(amount: bigint, side: Side, code: string): string {
  const line = expandVat(amount, side, terms(code))
  const legs = line.legs.map((leg) => `${leg.lineKind} ${leg.side} ${leg.accountId} ${leg.amount}`)
  return [line.amount, line.base, line.vat, legs.join(', ')].join(' | ')
}

/** What the line and its legs add to the entry's balance on the line's side. */
function effect(amount: bigint, side: Side, code: string): bigint {
  const line = expandVat(amount, side, terms(code))
  return line.legs.reduce(
    (sum, leg) => (leg.side === side ? sum + leg.amount : sum - leg.amount),
    line.amount,
  )
}

describe('the examples (ledger.md 15, 6 to 8)', () => {
  test.each([
    ['6 entertainment', 100_000n, 'GROSS 25 deduct 25', '95000 | 80000 | 20000 | VAT D book 5000'],
    [
      '7 half deduction',
      100_000n,
      'NET 25 contra deduct 50',
      '112500 | 100000 | 25000 | VAT D book 12500, VAT_CONTRA C contra 25000',
    ],
    ['8 GROSS 99.99', 9999n, 'GROSS 25', '7999 | 7999 | 2000 | VAT D book 2000'],
    ['8 GROSS 33.33', 3333n, 'GROSS 25', '2666 | 2666 | 667 | VAT D book 667'],
    ['8 GROSS 0.03', 3n, 'GROSS 25', '2 | 2 | 1 | VAT D book 1'],
    ['8 GROSS 0.01 has no leg', 1n, 'GROSS 25', '1 | 1 | 0 | '],
    ['8 NET 10.10', 1010n, 'NET 25', '1010 | 1010 | 253 | VAT D book 253'],
    ['8 NET 0.10', 10n, 'NET 25', '10 | 10 | 3 | VAT D book 3'],
    ['8 NET 0.02', 2n, 'NET 25', '2 | 2 | 1 | VAT D book 1'],
    ['8 NET 0.01 has no leg', 1n, 'NET 25', '1 | 1 | 0 | '],
  ])('%s', (_name, amount, code, expected) => {
    expect(expanded(amount, 'D', code)).toBe(expected)
  })
})

describe('the table (ledger.md 4.3)', () => {
  test('a rate of 0 leaves the line as it is', () => {
    expect(expanded(5000n, 'C', 'GROSS 0')).toBe('5000 | 5000 | 0 | ')
  })
  test('no deduction at all: the whole VAT stays on the account, the contra leg is full', () => {
    expect(expanded(1000n, 'D', 'NET 25 contra deduct 0')).toBe(
      '1250 | 1000 | 250 | VAT_CONTRA C contra 250',
    )
    expect(expanded(1250n, 'D', 'GROSS 25 deduct 0')).toBe('1250 | 1000 | 250 | ')
  })
  test('decimals in rate and deduction are exact', () => {
    // 5.5 % of 1000.00 = 55.00; 33.33 % of that = 18.3315, rounded once.
    expect(expanded(100_000n, 'D', 'NET 5.5 deduct 33.33')).toBe(
      '103667 | 100000 | 5500 | VAT D book 1833',
    )
  })
  test('amounts beyond what a float holds stay exact', () => {
    expect(expanded(99_999_999_999_999_999n, 'D', 'NET 25')).toBe(
      '99999999999999999 | 99999999999999999 | 25000000000000000 | VAT D book 25000000000000000',
    )
  })

  const codes = ['GROSS 25', 'GROSS 25 deduct 25', 'NET 25', 'NET 25 deduct 50', 'NET 25 contra']
  test.each([...codes, 'NET 25 contra deduct 50', 'GROSS 0', 'NET 12.5 contra deduct 33.3'])(
    '%s: both sides work alike, and the effect is A, with plain NET A + V',
    (code) => {
      for (let amount = 1n; amount < 400n; amount += 1n) {
        const line = expandVat(amount, 'D', terms(code))
        const isPlainNet = code.startsWith('NET') && !code.includes('contra')
        expect(effect(amount, 'D', code)).toBe(isPlainNet ? amount + line.vat : amount)
        expect(effect(amount, 'C', code)).toBe(effect(amount, 'D', code))
        const other = expanded(amount, 'C', code)
        const swapped = other.replaceAll(/ (D|C) /g, (_, side) => (side === 'D' ? ' C ' : ' D '))
        expect(swapped).toBe(expanded(amount, 'D', code))
        expect(line.legs.every((leg) => leg.amount > 0n)).toBe(true)
      }
    },
  )
})
