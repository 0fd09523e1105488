/**
 * The entry that closes a fiscal year: pure rules (ledger.md 11). Amounts are minor units of the
 * base currency.
 */
import type { EntryLine, UnpostedEntry } from '../journal/entry.ts'

/** A profit and loss account with its balance of the year, debit positive, never 0. */
export interface ResultBalance {
  readonly accountId: string
  readonly balance: bigint
}

/** What the closing entry takes from its company and year. */
export interface ClosingFacts {
  readonly endDate: string
  readonly currency: string
  readonly journalCategoryId: string
  readonly description: string
  readonly retainedEarningsId: string
}

/** The year's result, income positive. */
export function resultOf(balances: readonly ResultBalance[]): bigint {
  return balances.reduce((result, { balance }) => result - balance, 0n)
}

/**
 * Every balance on the opposite side and the result on retained earnings; `undefined` when there
 * is nothing to close.
 */
export function closingEntry(
  balances: readonly ResultBalance[],
  facts: ClosingFacts,
): UnpostedEntry | undefined {
  if (balances.length === 0) return undefined
  const lines = balances.map(({ accountId, balance }) => closingLine(accountId, -balance))
  const result = resultOf(balances)
  if (result !== 0n) lines.push(closingLine(facts.retainedEarningsId, -result))
  return {
    entryType: 'JOURNAL_ENTRY',
    source: 'year_end',
    sourceId: null,
    date: facts.endDate,
    dueDate: null,
    currency: facts.currency,
    exchangeRate: '1',
    originalAmount: null,
    customerId: null,
    vendorId: null,
    journalCategoryId: facts.journalCategoryId,
    description: facts.description,
    reference: null,
    externalSystemId: null,
    tagIds: [],
    reversalOfId: null,
    lines,
  }
}

/** A line of a signed amount, debit positive. */
function closingLine(accountId: string, signed: bigint): EntryLine {
  const amount = signed < 0n ? -signed : signed
  return {
    accountId,
    side: signed < 0n ? 'C' : 'D',
    amount,
    baseAmount: amount,
    lineKind: 'ENTRY',
    generated: true,
    sourceLineIndex: null,
    vatCodeId: null,
    vatRate: null,
    vatBase: null,
    vatAmount: null,
    customerId: null,
    vendorId: null,
    description: null,
    tagIds: [],
    hours: null,
  }
}
