import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { announce } from '../../../platform/outbox/announce.ts'
import { type EntryLine, opposite, type PostedEntry, type UnpostedEntry } from './entry.ts'
import { findEntries, lockEntries } from './entry-queries.ts'
import { dateProblem } from './entry-rules.ts'
import { refused, withDetails } from './errors.ts'
import { markReversed } from './journal-queries.ts'
import { type OpenLedger, openLedger } from './open-ledger.ts'
import { entryEvent, postEntries } from './post-entries.ts'

/** How the reversals are to be made; what is left out has the defaults of ledger.md 7.4. */
export interface ReversalTerms {
  readonly date?: string | null | undefined
  readonly description?: string | null | undefined
  readonly reference?: string | null | undefined
  /** Whether errors name the entry among several. */
  readonly isBatch: boolean
}

/** Sources whose entries are corrected where they were made. */
const REVERSIBLE_SOURCES: ReadonlySet<string> = new Set([
  'api',
  'draft',
  'import',
  'opening_balance',
])

/**
 * Posts the mirror of each entry, all or none, in the order of `ids`. Throws `JOURNAL_ENTRY_NOT_FOUND`,
 * `JOURNAL_ENTRY_ALREADY_REVERSED`, `JOURNAL_ENTRY_IS_REVERSAL`, `JOURNAL_ENTRY_NOT_REVERSIBLE`,
 * `REVERSAL_DATE_BEFORE_ORIGINAL`, `PERIOD_LOCKED`.
 */
export async function reverseEntries(
  ctx: Context,
  ids: readonly string[],
  terms: ReversalTerms,
): Promise<PostedEntry[]> {
  const ledger = await openLedger(ctx)
  await lockEntries(ctx.tx, ctx.company.id, ids)
  const originals = await findEntries(ctx.tx, ctx.company.id, ids)
  const known = new Map(originals.map((entry) => [entry.id, entry]))
  const postings = ids.map((id) => {
    const original = known.get(id)
    if (original === undefined) throw notFound('JOURNAL_ENTRY', id)
    return { ctx, entry: reversal(ctx, ledger, original, terms) }
  })
  const posted = postEntries(ledger, postings)
  linkReversals(ctx, originals, posted)
  return posted
}

/** Tells originals and the world that they are reversed. */
export function linkReversals(
  ctx: Context,
  originals: readonly PostedEntry[],
  reversals: readonly PostedEntry[],
): void {
  const byOriginal = new Map(reversals.map((entry) => [entry.reversalOfId, entry]))
  const links = originals.flatMap((original) => {
    const by = byOriginal.get(original.id)
    return by === undefined ? [] : [{ original, by }]
  })
  markReversed(
    ctx.tx,
    ctx.company.id,
    links.map(({ original, by }) => ({ id: original.id, reversedById: by.id, at: by.postedAt })),
  )
  for (const { original, by } of links) {
    const action = 'journal_entry.reverse'
    const after = { reversedById: by.id }
    audit(ctx, { action, resourceId: original.id, before: { reversedById: null }, after })
  }
  announce(
    ctx,
    links.map(({ original, by }) => ({
      topic: 'journal_entry.reversed',
      data: { ...entryEvent(original), reversalEntryId: by.id, reversalDate: by.date },
    })),
  )
}

function reversal(
  ctx: Context,
  ledger: OpenLedger,
  original: PostedEntry,
  terms: ReversalTerms,
): UnpostedEntry {
  const fail = (code: string, message: string, details: object): never => {
    const error = refused(code, message, { ...details })
    throw terms.isBatch ? withDetails(error, { id: original.id }) : error
  }
  const { reversedById, reversalOfId, source } = original
  if (reversedById !== null) {
    fail('JOURNAL_ENTRY_ALREADY_REVERSED', 'The entry is reversed already.', { reversedById })
  }
  if (reversalOfId !== null) {
    const message = 'The entry is itself a reversal; post the entry anew instead.'
    fail('JOURNAL_ENTRY_IS_REVERSAL', message, { reversalOfId })
  }
  if (!REVERSIBLE_SOURCES.has(source)) {
    const message = `An entry of source ${source} is corrected where it was made.`
    fail('JOURNAL_ENTRY_NOT_REVERSIBLE', message, { source })
  }
  const today = ctx.clock.today()
  const { setup, head } = ledger
  const dateFacts = { setup, today, lockedThrough: head.lockedThrough }
  const isOpen = dateProblem(original.date, dateFacts) === undefined
  const date = terms.date ?? (isOpen ? original.date : today)
  if (date < original.date) {
    const message = `The reversal cannot be dated before the entry's ${original.date}.`
    fail('REVERSAL_DATE_BEFORE_ORIGINAL', message, { date, originalDate: original.date })
  }
  const problem = dateProblem(date, dateFacts)
  if (problem !== undefined) {
    throw terms.isBatch ? withDetails(problem, { id: original.id }) : problem
  }
  const number = `${original.fiscalYear}-${original.entryNumber}`
  return mirror(original, {
    date,
    source: 'reversal',
    description: terms.description ?? reversalText(ctx, number),
    reference: terms.reference ?? original.reference,
  })
}

/** Names the reversed entry's number, in the language of the company's country. */
function reversalText(ctx: Context, number: string): string {
  return ctx.company.countryCode === 'DK'
    ? `Tilbageførsel af bilag ${number}`
    : `Reversal of entry ${number}`
}

/** The entry with every line on the other side; nothing is computed again (ledger.md 7.4). */
export function mirror(
  original: PostedEntry,
  changed: Pick<UnpostedEntry, 'date' | 'source' | 'description' | 'reference'>,
): UnpostedEntry {
  const { originalAmount } = original
  return {
    entryType: original.entryType,
    sourceId: original.id,
    dueDate: null,
    currency: original.currency,
    exchangeRate: original.exchangeRate,
    originalAmount: originalAmount === null ? null : -originalAmount,
    customerId: original.customerId,
    vendorId: original.vendorId,
    journalCategoryId: original.journalCategoryId,
    externalSystemId: original.externalSystemId,
    tagIds: original.tagIds,
    reversalOfId: original.id,
    ...changed,
    lines: original.lines.map(mirrorLine),
  }
}

function mirrorLine(line: EntryLine): EntryLine {
  const hours = line.hours === null ? null : negated(line.hours)
  return {
    accountId: line.accountId,
    side: opposite(line.side),
    amount: line.amount,
    baseAmount: line.baseAmount,
    lineKind: line.lineKind,
    generated: true,
    sourceLineIndex: line.sourceLineIndex,
    vatCodeId: line.vatCodeId,
    vatRate: line.vatRate,
    vatBase: line.vatBase,
    vatAmount: line.vatAmount,
    customerId: line.customerId,
    vendorId: line.vendorId,
    description: line.description,
    tagIds: line.tagIds,
    hours,
  }
}

function negated(decimal: string): string {
  if (decimal.startsWith('-')) return decimal.slice(1)
  return Number(decimal) === 0 ? decimal : `-${decimal}`
}
