import { convertMinor, minor } from '../../../kernel/money.ts'
import type { LedgerSetup } from '../setup/ledger-setup.ts'
import {
  appendsControlLeg,
  controlAccountId,
  controlLeg,
  controlTotal,
  isLocked,
  partyIdOf,
} from './control-leg.ts'
import {
  type EntryInput,
  type EntryLine,
  type EntrySource,
  type LineInput,
  partyOf,
  type UnpostedEntry,
} from './entry.ts'
import { type EntryFacts, rateKey } from './entry-facts.ts'
import { digitsOf } from './entry-input.ts'
import { refused } from './errors.ts'
import { expandVat } from './vat-expansion.ts'

/** A line with everything a posting needs of it. */
type CompleteLine = Omit<LineInput, 'accountId' | 'side' | 'amount'> & {
  readonly accountId: string
  readonly side: 'D' | 'C'
  readonly amount: bigint
}

/** An entry whose date and lines are all there. */
export type CompleteEntry = Omit<EntryInput, 'date' | 'lines'> & {
  readonly date: string
  readonly lines: readonly CompleteLine[]
}

/** Whether nothing is missing of what an expansion needs. */
export function isComplete(entry: EntryInput): entry is CompleteEntry {
  return (
    entry.date !== null &&
    entry.lines.length > 0 &&
    entry.lines.every(
      (line) => line.accountId !== null && line.side !== null && line.amount !== null,
    )
  )
}

/** The lines as sent and their VAT legs, base amounts not yet known; `undefined`: an unknown VAT code. */
export function counterLines(
  entry: CompleteEntry,
  setup: LedgerSetup,
): readonly EntryLine[] | undefined {
  const sent: EntryLine[] = []
  const legs: EntryLine[] = []
  for (const [index, line] of entry.lines.entries()) {
    const { accountId, side, amount, vatCodeId } = line
    const source = {
      ...plainLine(entry, line, setup),
      ...{ accountId, side, amount, vatCodeId },
    }
    if (vatCodeId === null) {
      sent.push(source)
      continue
    }
    const terms = setup.vatCodes.get(vatCodeId)
    if (terms === undefined) return undefined
    const expanded = expandVat(amount, side, terms)
    const { base: vatBase, vat: vatAmount } = expanded
    sent.push({ ...source, amount: expanded.amount, vatRate: terms.rate, vatBase, vatAmount })
    for (const leg of expanded.legs) {
      legs.push({ ...source, ...leg, generated: true, sourceLineIndex: index, hours: null })
    }
  }
  return [...sent, ...legs]
}

/**
 * The entry as it is posted: VAT legs, control leg, both currencies, rounding line (ledger.md 4.3, 6.4, 6.5).
 * The entry has passed every rule of 6.3.
 */
export function expandEntry(
  entry: CompleteEntry,
  facts: EntryFacts,
  origin: { readonly source: EntrySource; readonly sourceId: string | null },
): UnpostedEntry {
  const counter = counterLines(entry, facts.setup)
  if (counter === undefined) throw new Error('an unknown VAT code passed the rules')
  const control = controlLine(entry, facts)
  const rate = rateOf(entry, facts)
  const lines = inBothCurrencies(control === undefined ? counter : [...counter, control], {
    rate,
    digits: digitsOf(entry.currency),
    baseDigits: digitsOf(facts.baseCurrency),
    roundingAccountId: facts.setup.roundingAccountId,
  })
  const { apiVersion: _, exchangeRate: __, ...sent } = entry
  return {
    ...sent,
    ...origin,
    exchangeRate: rate,
    originalAmount: originalAmountOf(entry, facts.setup),
    journalCategoryId: entry.journalCategoryId ?? facts.setup.defaultCategoryId,
    reversalOfId: null,
    lines,
  }
}

function plainLine(
  entry: EntryInput,
  line: LineInput,
  setup: LedgerSetup,
): Omit<EntryLine, 'accountId' | 'side' | 'amount'> {
  const account = line.accountId === null ? undefined : setup.accounts.get(line.accountId)
  const party = account?.controls
  return {
    baseAmount: 0n,
    lineKind: 'ENTRY',
    generated: false,
    sourceLineIndex: null,
    vatCodeId: null,
    vatRate: null,
    vatBase: null,
    vatAmount: null,
    customerId: party === 'customer' ? partyIdOf(entry, line, party) : line.customerId,
    vendorId: party === 'vendor' ? partyIdOf(entry, line, party) : line.vendorId,
    description: line.description,
    tagIds: line.tagIds,
    hours: line.hours,
  }
}

function controlLine(entry: EntryInput, facts: EntryFacts): EntryLine | undefined {
  if (!appendsControlLeg(entry) || entry.originalAmount === null) return undefined
  const accountId = controlAccountId(entry, facts)
  if (accountId === undefined) throw new Error('a party without a control account passed the rules')
  const party = partyOf(entry.entryType)
  return {
    ...NO_DETAILS,
    ...controlLeg(entry.entryType, entry.originalAmount),
    accountId,
    lineKind: 'CONTROL',
    customerId: party === 'customer' ? entry.customerId : null,
    vendorId: party === 'vendor' ? entry.vendorId : null,
  }
}

const NO_DETAILS = {
  baseAmount: 0n,
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
} as const

function rateOf(entry: CompleteEntry, facts: EntryFacts): string {
  const rate = findRate(entry, facts)
  if (rate === undefined) throw new Error('a currency without a rate passed the rules')
  return rate
}

/** Base currency per unit of the entry's: 1, the rate sent, or that of the table. */
export function findRate(
  { currency, exchangeRate, date }: CompleteEntry,
  { baseCurrency, rates }: EntryFacts,
): string | undefined {
  if (currency === baseCurrency) return '1'
  return exchangeRate ?? rates.get(rateKey(currency, date))
}

/** v1 of a locked type: without one, what its control lines of that kind stand for (6.2). */
function originalAmountOf(entry: CompleteEntry, setup: LedgerSetup): bigint | null {
  const { originalAmount, entryType } = entry
  if (originalAmount !== null || !isLocked(entryType) || entry.apiVersion === 2)
    return originalAmount
  const party = partyOf(entryType)
  const lines = entry.lines.filter((line) => setup.accounts.get(line.accountId)?.controls === party)
  return lines.length === 0 ? null : controlTotal(entryType, lines)
}

/** What turns amounts of the entry's currency into base amounts. */
export interface Conversion {
  /** Base currency per unit, decimal text. */
  readonly rate: string
  readonly digits: number
  readonly baseDigits: number
  readonly roundingAccountId: string | null
}

/** Converts line by line and appends the rounding line that makes base debits and credits equal (6.5). */
export function inBothCurrencies(
  lines: readonly EntryLine[],
  { rate, digits, baseDigits, roundingAccountId }: Conversion,
): readonly EntryLine[] {
  let difference = 0n
  const converted = lines.map((line) => {
    const baseAmount: bigint =
      rate === '1' && digits === baseDigits
        ? line.amount
        : convertMinor(minor(line.amount), digits, rate, baseDigits)
    difference += line.side === 'D' ? baseAmount : -baseAmount
    return { ...line, baseAmount }
  })
  if (difference === 0n) return converted
  if (roundingAccountId === null) {
    const message = 'Give an account the role ROUNDING: this entry needs a rounding line.'
    throw refused('SYSTEM_ACCOUNT_MISSING', message, { systemRole: 'ROUNDING' })
  }
  const side = difference > 0n ? 'C' : 'D'
  const baseAmount = difference > 0n ? difference : -difference
  const accountId = roundingAccountId
  const rounding = {
    ...NO_DETAILS,
    accountId,
    side,
    amount: 0n,
    baseAmount,
    lineKind: 'ROUNDING',
  } as const
  return [...converted, rounding]
}
