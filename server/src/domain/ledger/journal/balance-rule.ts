import type { CallerError } from '../../../kernel/errors.ts'
import { convertMinor, isWithinMoneyLimit, minor, minorNumber } from '../../../kernel/money.ts'
import { appendsControlLeg, counterTotal } from './control-leg.ts'
import type { EntryInput, EntryLine } from './entry.ts'
import type { EntryFacts } from './entry-facts.ts'
import { digitsOf } from './entry-input.ts'
import { refused } from './errors.ts'
import { type CompleteEntry, counterLines, findRate, isComplete } from './expand-entry.ts'

/** The last rule of ledger.md 6.3: after VAT expansion the entry balances, and is no amount too large. */
export function balanceProblem(entry: EntryInput, facts: EntryFacts): CallerError | undefined {
  if (!isComplete(entry)) return undefined
  const lines = counterLines(entry, facts.setup)
  if (lines === undefined) return undefined
  const [debit, credit] = [totalOf(lines, 'D'), totalOf(lines, 'C')]
  const imbalance = appendsControlLeg(entry)
    ? mismatch(entry, lines)
    : difference(entry, debit, credit)
  return imbalance ?? excess(entry, facts, debit > credit ? debit : credit)
}

function totalOf(lines: readonly EntryLine[], side: 'D' | 'C'): bigint {
  return lines.reduce((sum, line) => (line.side === side ? sum + line.amount : sum), 0n)
}

/** The JSON number of an amount of the entry. */
function shown({ currency }: EntryInput, amount: bigint): number {
  return minorNumber(minor(amount), digitsOf(currency))
}

function mismatch(entry: EntryInput, lines: readonly EntryLine[]): CallerError | undefined {
  const { originalAmount, currency } = entry
  if (!appendsControlLeg(entry)) return undefined
  const linesTotal = counterTotal(entry.entryType, lines)
  if (originalAmount === null || originalAmount === linesTotal) return undefined
  const details = {
    originalAmount: shown(entry, originalAmount),
    linesTotal: shown(entry, linesTotal),
    difference: shown(entry, originalAmount - linesTotal),
    currency,
  }
  const message = `The lines add up to ${details.linesTotal} ${currency}, originalAmount says ${details.originalAmount}.`
  return refused('ORIGINAL_AMOUNT_MISMATCH', message, details)
}

function difference(entry: EntryInput, debit: bigint, credit: bigint): CallerError | undefined {
  if (debit === credit) return undefined
  const details = {
    debit: shown(entry, debit),
    credit: shown(entry, credit),
    difference: shown(entry, debit - credit),
    currency: entry.currency,
  }
  const message = `Debit ${details.debit} and credit ${details.credit} must be equal.`
  return refused('JOURNAL_NOT_BALANCED', message, details)
}

/** An entry's total is an amount, too: in both currencies below 10^13. */
function excess(entry: CompleteEntry, facts: EntryFacts, total: bigint): CallerError | undefined {
  const { baseCurrency } = facts
  const rate = findRate(entry, facts)
  if (rate === undefined) return undefined
  const [digits, baseDigits] = [digitsOf(entry.currency), digitsOf(baseCurrency)]
  const base = convertMinor(minor(total), digits, rate, baseDigits)
  const isSmallEnough = isWithinMoneyLimit(minor(total), digits)
  if (isSmallEnough && isWithinMoneyLimit(base, baseDigits)) return undefined
  const currency = isSmallEnough ? baseCurrency : entry.currency
  const message = `The entry's total in ${currency} must be below 10000000000000; split the entry.`
  return refused('JOURNAL_AMOUNT_TOO_LARGE', message, { currency })
}
