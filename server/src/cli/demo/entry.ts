import { type Minor, minor } from '../../kernel/money.ts'

/** A line by account number and VAT code; the amount is in minor units of the entry's currency. */
export interface DemoLine {
  readonly account: number
  readonly side: 'debit' | 'credit'
  readonly amount: Minor
  readonly vatCode: string | null
}

/** An entry of the demo year, its party by name. */
export interface DemoEntry {
  readonly type:
    | 'JOURNAL_ENTRY'
    | 'CUSTOMER_INVOICE'
    | 'CUSTOMER_PAYMENT'
    | 'SUPPLIER_INVOICE'
    | 'SUPPLIER_PAYMENT'
  readonly date: string
  readonly dueDate: string | null
  readonly description: string
  readonly reference: string | null
  readonly party: string | null
  readonly currency: string
  /** What the control leg of a customer's or vendor's entry takes; `null` on journal entries. */
  readonly originalAmount: Minor | null
  readonly lines: readonly DemoLine[]
}

/** Number of the bank account in the seeded chart. */
export const BANK = 6480

/** Whole kroner. */
export function kroner(units: number): Minor {
  return minor(BigInt(units) * 100n)
}

export function debit(account: number, amount: Minor, vatCode: string | null = null): DemoLine {
  return { side: 'debit', account, amount, vatCode }
}

export function credit(account: number, amount: Minor, vatCode: string | null = null): DemoLine {
  return { side: 'credit', account, amount, vatCode }
}

/** An entry of the company's own, in kroner. */
export function journal(date: string, description: string, lines: readonly DemoLine[]): DemoEntry {
  const nobody = { dueDate: null, reference: null, party: null, originalAmount: null }
  return { ...nobody, type: 'JOURNAL_ENTRY', date, description, currency: 'DKK', lines }
}
