import type { CallerError } from '../../../kernel/errors.ts'
import { convertMinor, MONEY_MAJOR_DIGITS_MAX, minor, minorNumber } from '../../../kernel/money.ts'
import { appendsControlLeg, counterTotal } from './control-leg.ts'
import type { EntryInput, EntryLine } from './entry.ts'
import type { EntryFacts } from './entry-facts.ts'
import { digitsOf } from './entry-input.ts'
import { refused } from './errors.ts'
import { type CompleteEntry, counterLines, findRate, isComplete } from './expand-entry.ts'

/** The last rule of ledger.md 6.3: after VAT expansion the entry balances, and is not too large. */
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
  const message =
    `The lines add up to ${details.linesTotal} ${currency}, ` +
    `originalAmount says ${details.originalAmount}.`
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

/** Digits that a JSON number shows without loss, wherever its point stands. */
export const EXACT_DIGITS_MAX = 15

/** An entry's total is an amount, too: below 10^13 in both currencies, shown to the last decimal. */
function excess(entry: CompleteEntry, facts: EntryFacts, total: bigint): CallerError | undefined {
  const rate = findRate(entry, facts)
  if (rate === undefined) return undefined
  const [digits, baseDigits] = [digitsOf(entry.currency), digitsOf(facts.baseCurrency)]
  const base = convertMinor(minor(total), digits, rate, baseDigits)
  const tooLarge = [
    { currency: entry.currency, amount: total, digits },
    { currency: facts.baseCurrency, amount: base, digits: baseDigits },
  ].find((each) => each.amount >= majorLimit(each.digits) * 10n ** BigInt(each.digits))
  if (tooLarge === undefined) return undefined
  const { currency } = tooLarge
  const limit = majorLimit(tooLarge.digits)
  const message = `The entry's total in ${currency} must be below ${limit}; split the entry.`
  return refused('JOURNAL_AMOUNT_TOO_LARGE', message, { currency })
}

function majorLimit(digits: number): bigint {
  return 10n ** BigInt(Math.min(MONEY_MAJOR_DIGITS_MAX, EXACT_DIGITS_MAX - digits))
}
