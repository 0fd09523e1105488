import type { CompanyId, Context } from '../../../kernel/context.ts'
import { formatMinor, minor } from '../../../kernel/money.ts'
import { auditAll } from '../../../platform/audit/audit.ts'
import { announceAll } from '../../../platform/outbox/announce.ts'
import { insertAttachments } from '../attachments/attachment-queries.ts'
import type { SetupYear } from '../setup/ledger-setup.ts'
import { missingYears } from '../years/fiscal-year.ts'
import { makeFiscalYears } from '../years/make-fiscal-years.ts'
import { Chain } from './chain.ts'
import { entryAmount, type PostedEntry } from './entry.ts'
import { digitsOf } from './entry-input.ts'
import { insertPosting } from './journal-queries.ts'
import type { OpenLedger, Posting } from './open-ledger.ts'
import { balanceRows, entryRow, lineRows } from './posting-rows.ts'

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
    const made = makeFiscalYears(ctx, missing).map((year) => ({ ...year, isClosed: false }))
    years = [...years, ...made]
  }
  return years
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
