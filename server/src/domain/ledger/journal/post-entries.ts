import type { CompanyId, Context, Transaction } from '../../../kernel/context.ts'
import { timestamp } from '../../../kernel/calendar.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { formatMinor, minor } from '../../../kernel/money.ts'
import { audit, auditAll } from '../../../platform/audit/audit.ts'
import { announceAll } from '../../../platform/outbox/announce.ts'
import { insertAttachments } from '../attachments/attachment-queries.ts'
import type { AttachmentFile } from '../attachments/attachment.ts'
import { keptSetup, type LedgerSetup, ledgerSetup, type SetupYear } from '../setup/ledger-setup.ts'
import { insertFiscalYears } from '../years/fiscal-year-queries.ts'
import { missingYears } from '../years/fiscal-year.ts'
import { entryAmount, type EntryFile, type PostedEntry, type UnpostedEntry } from './entry.ts'
import { entryHash, entryHashText } from './entry-hash.ts'
import { entryIdAfter } from './entry-id.ts'
import { digitsOf } from './entry-input.ts'
import { insertPosting, type LedgerHead, lockHeads } from './journal-queries.ts'

/** A company's ledger, locked for a posting until the transaction ends. */
export interface OpenLedger {
  readonly head: LedgerHead
  readonly setup: LedgerSetup
}

/** Locks the company's ledger and reads its set-up: every check of a posting stands on this. */
export async function openLedger(ctx: Context): Promise<OpenLedger> {
  const [head] = await lockHeads(ctx.tx, [ctx.company.id])
  if (head === undefined) throw new Error(`company ${ctx.company.id} has no ledger`)
  return { head, setup: await ledgerSetup(ctx.tx, ctx.company.id, head.setupVersion) }
}

/** Locks the ledgers of several companies; only those whose set-up is in memory can be posted to. */
export async function openKeptLedgers(
  tx: Transaction,
  companies: readonly CompanyId[],
): Promise<ReadonlyMap<CompanyId, OpenLedger>> {
  const heads = await lockHeads(tx, companies)
  const open = heads.flatMap((head) => {
    const setup = keptSetup(head.companyId, head.setupVersion)
    return setup === undefined ? [] : [[head.companyId, { head, setup }] as const]
  })
  return new Map(open)
}

/** One entry to be posted for one call; calls of a group share the transaction. */
export interface Posting {
  readonly ctx: Context
  readonly entry: UnpostedEntry
  /** Files to store with the entry, in the order sent. */
  readonly files?: readonly AttachmentFile[]
  /** Files that are stored already, with the draft that is booked. */
  readonly storedFiles?: readonly EntryFile[]
}

/**
 * Posts entries that passed every rule: numbers, chain, balances, files, audit and outbox in the caller's
 * transaction, in the order given. Every posting of the system goes through here.
 */
export function postEntries(ledger: OpenLedger, postings: readonly Posting[]): PostedEntry[] {
  return postInLedgers(new Map([[ledger.head.companyId, ledger]]), postings)
}

/** Posts entries of several companies, whose ledgers are open, in one transaction and one statement. */
export function postInLedgers(
  ledgers: ReadonlyMap<CompanyId, OpenLedger>,
  postings: readonly Posting[],
): PostedEntry[] {
  const first = postings[0]
  if (first === undefined) return []
  const { tx } = first.ctx
  const chains = new Map<CompanyId, Chain>()
  const posted = postings.map((posting) => {
    const { company } = posting.ctx
    let chain = chains.get(company.id)
    if (chain === undefined) {
      const ledger = ledgers.get(company.id)
      if (ledger === undefined) throw new Error(`the ledger of ${company.id} is not open`)
      const own = postings.filter(({ ctx }) => ctx.company.id === company.id)
      const years = yearsFor(posting.ctx, ledger, own)
      chain = new Chain(ledger, years, digitsOf(company.baseCurrency))
      chains.set(company.id, chain)
    }
    return chain.append(posting)
  })
  const companyOf = (index: number): CompanyId => (postings[index] as Posting).ctx.company.id
  insertPosting(tx, {
    entries: posted.map((entry, index) => entryRow(companyOf(index), entry)),
    lines: posted.flatMap((entry, index) => lineRows(companyOf(index), entry)),
    balances: balanceRows(posted.map((entry, index) => ({ entry, company: companyOf(index) }))),
    heads: [...chains.values()].map((chain) => chain.head),
  })
  for (const [index, { files = [] }] of postings.entries()) {
    const entry = posted[index]
    if (entry === undefined || files.length === 0) continue
    insertAttachments(tx, companyOf(index), { entryId: entry.id }, files, entry.postedAt)
  }
  record(postings, posted)
  return posted
}

/** The years the entries fall in; missing ones are made (ledger.md 11). */
function yearsFor(
  ctx: Context,
  { setup }: OpenLedger,
  postings: readonly Posting[],
): readonly SetupYear[] {
  let years = setup.years
  for (const { entry } of postings) {
    if (years.some((year) => year.startDate <= entry.date && entry.date <= year.endDate)) continue
    const missing = missingYears(years, entry.date, ctx.clock.today(), setup.fiscalYearStartMonth)
    if (missing === undefined) throw new Error(`${entry.date} passed the rules without a year`)
    const made = missing.map((year) => ({ ...year, id: uuidv7(), isClosed: false }))
    insertFiscalYears(ctx.tx, ctx.company.id, made, timestamp(ctx.clock.now()))
    for (const { id, name, startDate, endDate } of made) {
      const after = { name, startDate, endDate }
      audit(ctx, { action: 'fiscal_year.create', resourceId: id, before: null, after })
    }
    years = [...years, ...made]
  }
  return years
}

/** Hands out numbers, positions, ids and hashes in order, from the locked head on. */
class Chain {
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

function entryRow(company: CompanyId, entry: PostedEntry): object {
  return {
    company_id: company,
    id: entry.id,
    chain_position: entry.chainPosition,
    fiscal_year_id: entry.fiscalYearId,
    entry_number: entry.entryNumber,
    entry_type: entry.entryType,
    source: entry.source,
    source_id: entry.sourceId ?? undefined,
    date: entry.date,
    due_date: entry.dueDate ?? undefined,
    posted_at: entry.postedAt,
    currency: entry.currency,
    exchange_rate: entry.exchangeRate,
    original_amount: entry.originalAmount === null ? undefined : String(entry.originalAmount),
    amount: formatMinor(minor(entryAmount(entry)), digitsOf(entry.currency)),
    customer_id: entry.customerId ?? undefined,
    vendor_id: entry.vendorId ?? undefined,
    journal_category_id: entry.journalCategoryId,
    description: entry.description ?? undefined,
    reference: entry.reference ?? undefined,
    external_system_id: entry.externalSystemId ?? undefined,
    tag_ids: entry.tagIds.length === 0 ? undefined : entry.tagIds,
    reversal_of_id: entry.reversalOfId ?? undefined,
    previous_hash: entry.previousHash,
    entry_hash: entry.entryHash,
    line_count: entry.lines.length,
    attachment_count: entry.attachmentCount,
  }
}

function lineRows(company: CompanyId, entry: PostedEntry): object[] {
  return entry.lines.map((line) => ({
    company_id: company,
    entry_id: entry.id,
    line_number: line.lineNumber,
    line_count: entry.lines.length,
    id: line.id,
    account_id: line.accountId,
    side: line.side,
    amount: String(signed(line.side, line.amount)),
    base_amount: String(signed(line.side, line.baseAmount)),
    line_kind: line.lineKind,
    generated: line.generated,
    source_line_index: line.sourceLineIndex ?? undefined,
    vat_code_id: line.vatCodeId ?? undefined,
    vat_rate: line.vatRate ?? undefined,
    vat_base: line.vatBase === null ? undefined : String(line.vatBase),
    vat_amount: line.vatAmount === null ? undefined : String(line.vatAmount),
    customer_id: line.customerId ?? undefined,
    vendor_id: line.vendorId ?? undefined,
    description: line.description ?? undefined,
    hours: line.hours ?? undefined,
    tag_ids: line.tagIds.length === 0 ? undefined : line.tagIds,
    date: entry.date,
    year_end: entry.source === 'year_end' ? true : undefined,
  }))
}

function signed(side: 'D' | 'C', amount: bigint): bigint {
  return side === 'D' ? amount : -amount
}

/** Sums by account and day, in one order of keys so that no two postings could wait for each other. */
function balanceRows(posted: readonly { entry: PostedEntry; company: CompanyId }[]): object[] {
  const sums = new Map<string, BalanceRow>()
  for (const { entry, company } of posted) {
    const { date, source, lines } = entry
    const yearEnd = source === 'year_end'
    for (const { accountId, side, baseAmount } of lines) {
      const key = `${company} ${accountId} ${date} ${yearEnd}`
      let sum = sums.get(key)
      if (sum === undefined) {
        const names = { company_id: company, account_id: accountId, date, year_end: yearEnd }
        sum = { ...names, debit: 0n, credit: 0n }
        sums.set(key, sum)
      }
      if (side === 'D') sum.debit += baseAmount
      else sum.credit += baseAmount
    }
  }
  return [...sums.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => ({ ...sum, debit: String(sum.debit), credit: String(sum.credit) }))
}

interface BalanceRow {
  readonly company_id: CompanyId
  readonly account_id: string
  readonly date: string
  readonly year_end: boolean
  debit: bigint
  credit: bigint
}

/** Tells the audit log and the outbox of each entry. */
function record(postings: readonly Posting[], posted: readonly PostedEntry[]): void {
  const recorded = posted.map((entry, index) => ({ entry, ctx: (postings[index] as Posting).ctx }))
  auditAll(
    recorded.map(({ ctx, entry }) => {
      const { entryNumber, fiscalYear, chainPosition, entryHash: hash } = entry
      const after = { entryNumber, fiscalYear, chainPosition, entryHash: hash }
      const event = { action: 'journal_entry.post', resourceId: entry.id, before: null, after }
      return { ctx, event }
    }),
  )
  announceAll(
    recorded.map(({ ctx, entry }) => {
      return { ctx, event: { topic: 'journal_entry.posted', data: entryEvent(entry) } }
    }),
  )
}

/** `data` of the `journal_entry.*` topics (platform.md 5.3): money as decimal text. */
export function entryEvent(entry: PostedEntry): object {
  const { id, entryType, date, reference, description, currency, externalSystemId } = entry
  const amount = formatMinor(minor(entryAmount(entry)), digitsOf(currency))
  const names = { reference, description, currency, amount, externalSystemId }
  return { journalEntryId: id, entryType, date, ...names }
}
