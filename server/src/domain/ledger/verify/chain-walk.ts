/** Proves the entries of a company one after another, in the order of the chain. */
import { currencyDigits } from '../../../kernel/currency.ts'
import { entryHash, entryHashText, GENESIS_HASH } from '../journal/entry-hash.ts'
import type { Fault, FaultReason } from './fault.ts'
import type { StoredEntry, StoredLine } from './stored-entry.ts'

/** What the proof needs to know of the company. */
export interface WalkScope {
  readonly companyId: string
  /** Decimals of the base currency. */
  readonly baseDigits: number
  /** Which party the lines of a control account name, by account id. */
  readonly controls: ReadonlyMap<string, 'customer' | 'vendor'>
}

/** Where the chain should stand: compared with the ledger's head at the end. */
export interface ChainEnd {
  readonly position: number
  readonly hash: string
  /** Last voucher number by fiscal year id. */
  readonly entryNumbers: ReadonlyMap<string, number>
}

/** Walks the chain; each {@link ChainWalk.check} expects the entry after the one before. */
export class ChainWalk implements ChainEnd {
  readonly #scope: WalkScope
  readonly #entryNumbers = new Map<string, number>()
  #position = 0
  #hash = GENESIS_HASH

  constructor(scope: WalkScope) {
    this.#scope = scope
  }

  get position(): number {
    return this.#position
  }

  get hash(): string {
    return this.#hash
  }

  get entryNumbers(): ReadonlyMap<string, number> {
    return this.#entryNumbers
  }

  /**
   * What is wrong with the next entry, or `undefined`. The hash comes last, since every other check
   * says more precisely what was changed.
   */
  check(entry: StoredEntry): Fault | undefined {
    const fault =
      this.#placeFault(entry) ??
      linesFault(entry) ??
      balanceFault(entry) ??
      this.#numberFault(entry) ??
      partyFault(entry.lines, this.#scope.controls) ??
      reversalFault(entry) ??
      this.#hashFault(entry)
    this.#position = entry.chainPosition
    this.#hash = entry.entryHash
    this.#entryNumbers.set(entry.fiscalYearId, entry.entryNumber)
    return fault
  }

  #placeFault({ chainPosition, previousHash }: StoredEntry): Fault | undefined {
    const expected = this.#position + 1
    if (chainPosition !== expected) {
      return fault('chain_position', `Position ${chainPosition} follows ${this.#position}.`)
    }
    if (previousHash === this.#hash) return undefined
    return fault('previous_hash', `It names ${previousHash} as the hash before, not ${this.#hash}.`)
  }

  #numberFault({ fiscalYearId, entryNumber }: StoredEntry): Fault | undefined {
    const expected = (this.#entryNumbers.get(fiscalYearId) ?? 0) + 1
    if (entryNumber === expected) return undefined
    return fault('entry_number', `Number ${entryNumber} stands where ${expected} is due.`)
  }

  #hashFault(entry: StoredEntry): Fault | undefined {
    const { companyId, baseDigits } = this.#scope
    // Whatever decimals an unknown currency gets, the hash of it was never made.
    const digits = currencyDigits(entry.currency) ?? 0
    const hash = entryHash(entryHashText(entry, entry.files, { companyId, baseDigits, digits }))
    if (hash === entry.entryHash) return undefined
    return fault('entry_hash', `Its content gives the hash ${hash}, not ${entry.entryHash}.`)
  }
}

function linesFault({ lines, lineCount, date, source }: StoredEntry): Fault | undefined {
  const isWhole = lines.every(({ lineNumber }, index) => lineNumber === index + 1)
  if (lines.length !== lineCount || !isWhole) {
    return fault('lines', `It has ${lines.length} of ${lineCount} lines.`)
  }
  const stray = lines.find((line) => line.date !== date || line.yearEnd !== (source === 'year_end'))
  if (stray === undefined) return undefined
  return fault('lines', `Line ${stray.lineNumber} is reported under another day or kind.`)
}

function balanceFault({ lines }: StoredEntry): Fault | undefined {
  let amount = 0n
  let baseAmount = 0n
  for (const line of lines) {
    amount += line.side === 'D' ? line.amount : -line.amount
    baseAmount += line.side === 'D' ? line.baseAmount : -line.baseAmount
  }
  if (amount === 0n && baseAmount === 0n) return undefined
  const message =
    `Debit less credit is ${amount} in its currency ` +
    `and ${baseAmount} in base currency (minor units).`
  return fault('unbalanced', message)
}

function partyFault(
  lines: readonly StoredLine[],
  controls: WalkScope['controls'],
): Fault | undefined {
  for (const { accountId, customerId, vendorId, lineNumber } of lines) {
    const party = controls.get(accountId)
    if (party === undefined) continue
    if ((party === 'customer' ? customerId : vendorId) !== null) continue
    return fault(
      'control_party',
      `Line ${lineNumber} stands on a control account without ${party}.`,
    )
  }
  return undefined
}

function reversalFault(entry: StoredEntry): Fault | undefined {
  const { id, reversalOfId, originalReversedById, reversedById, reversalReversalOfId } = entry
  if (reversalOfId !== null && originalReversedById !== id) {
    return fault('reversal_link', `It reverses ${reversalOfId}, which does not name it.`)
  }
  if (reversedById !== null && reversalReversalOfId !== id) {
    return fault('reversal_link', `It names ${reversedById} as its reversal, which is none of it.`)
  }
  return undefined
}

function fault(reason: FaultReason, message: string): Fault {
  return { reason, message }
}
