import { timestamp } from '../../../kernel/calendar.ts'
import type { CompanyId } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import type { LedgerSetup, SetupYear } from '../setup/ledger-setup.ts'
import type { PostedEntry } from './entry.ts'
import { entryHash, entryHashText } from './entry-hash.ts'
import { entryIdAfter } from './entry-id.ts'
import { digitsOf } from './entry-input.ts'
import type { OpenLedger, Posting } from './open-ledger.ts'

/** Hands out numbers, positions, ids and hashes in order, from the locked head on. */
export class Chain {
  readonly #companyId: CompanyId
  readonly #setup: LedgerSetup
  readonly #years: readonly SetupYear[]
  readonly #baseDigits: number
  readonly #entryNumbers: Record<string, number>
  #position: number
  #hash: string
  #lastId: string
  #postedAt: string

  constructor({ head, setup }: OpenLedger, years: readonly SetupYear[], baseDigits: number) {
    this.#companyId = head.companyId
    this.#setup = setup
    this.#years = years
    this.#baseDigits = baseDigits
    this.#entryNumbers = { ...head.entryNumbers }
    this.#position = head.chainPosition
    this.#hash = head.chainHash
    this.#lastId = head.lastEntryId
    this.#postedAt = head.lastPostedAt ?? ''
  }

  /** The new head as the table has it. */
  get head(): object {
    return {
      company_id: this.#companyId,
      chain_position: this.#position,
      chain_hash: this.#hash,
      last_entry_id: this.#lastId,
      last_posted_at: this.#postedAt,
      entry_numbers: this.#entryNumbers,
    }
  }

  /** The entry with its number, its place in the chain and its hash. */
  append(posting: Posting): PostedEntry {
    const { entry, ctx } = posting
    const files = posting.files ?? posting.storedFiles ?? []
    const year = this.#years.find(
      ({ startDate, endDate }) => startDate <= entry.date && entry.date <= endDate,
    )
    if (year === undefined) throw new Error(`no fiscal year holds ${entry.date}`)
    const entryNumber = (this.#entryNumbers[year.id] ?? 0) + 1
    const now = timestamp(ctx.clock.now())
    // Another node's clock may be ahead: the time of posting never runs back along the chain.
    if (now > this.#postedAt) this.#postedAt = now
    const placed = {
      ...entry,
      id: entryIdAfter(this.#lastId),
      fiscalYearId: year.id,
      fiscalYear: year.name,
      entryNumber,
      chainPosition: this.#position + 1,
      previousHash: this.#hash,
      postedAt: this.#postedAt,
    }
    const digits = digitsOf(entry.currency)
    const scope = { companyId: this.#companyId, baseDigits: this.#baseDigits, digits }
    const hash = entryHash(entryHashText(placed, files, scope))
    this.#entryNumbers[year.id] = entryNumber
    this.#position = placed.chainPosition
    this.#lastId = placed.id
    this.#hash = hash
    return {
      ...placed,
      entryHash: hash,
      updatedAt: placed.postedAt,
      reversedById: null,
      attachmentCount: files.length,
      lines: entry.lines.map((line, index) => {
        const account = this.#setup.accounts.get(line.accountId)
        const vatCode =
          line.vatCodeId === null ? undefined : this.#setup.vatCodes.get(line.vatCodeId)
        if (account === undefined) throw new Error(`no account ${line.accountId}`)
        const { number: accountNumber, name: accountName } = account
        const names = { accountNumber, accountName, vatCode: vatCode?.code ?? null }
        return { ...line, ...names, id: uuidv7(), lineNumber: index + 1 }
      }),
    }
  }
}
