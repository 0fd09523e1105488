import { minor, percentOf, percentWithin } from '../../../kernel/money.ts'
import { opposite, type Side } from './entry.ts'

/** What the expansion needs to know of a VAT code. */
export interface VatTerms {
  readonly id: string
  /** Percent as decimal text. */
  readonly rate: string
  readonly principle: 'GROSS' | 'NET'
  /** Percent of the VAT that may be deducted, decimal text. */
  readonly deductionRate: string
  readonly accountToBookId: string
  readonly contraAccountToBookId: string | null
}

/** A leg that the VAT code adds to its source line. */
export interface VatLeg {
  readonly accountId: string
  readonly side: Side
  readonly amount: bigint
  readonly lineKind: 'VAT' | 'VAT_CONTRA'
}

/** A line with a VAT code, taken apart (ledger.md 4.3); minor units of the entry's currency. */
export interface ExpandedLine {
  /** What is posted on the line's own account. */
  readonly amount: bigint
  /** The taxable base. */
  readonly base: bigint
  /** The full VAT. */
  readonly vat: bigint
  readonly legs: readonly VatLeg[]
}

/**
 * Expands one line by its VAT code: GROSS takes the VAT out of the amount, NET adds it, a contra account books
 * reverse charge. Legs of 0 are left out. Rounded per line, half away from zero.
 */
export function expandVat(amount: bigint, side: Side, terms: VatTerms): ExpandedLine {
  const { principle, rate, contraAccountToBookId: contra } = terms
  const isGross = principle === 'GROSS'
  const line = minor(amount)
  const vat: bigint = isGross ? percentWithin(line, rate) : percentOf(line, rate)
  const deductible: bigint = percentOf(minor(vat), terms.deductionRate)
  const base = isGross ? amount - vat : amount
  const legs: VatLeg[] = []
  if (deductible !== 0n) {
    const accountId = terms.accountToBookId
    legs.push({ accountId, side, amount: deductible, lineKind: 'VAT' })
  }
  if (contra !== null && vat !== 0n) {
    legs.push({ accountId: contra, side: opposite(side), amount: vat, lineKind: 'VAT_CONTRA' })
  }
  return { amount: base + vat - deductible, base, vat, legs }
}
