import { canonicalJson } from '../../../kernel/canonical.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import type { EntryInput, EntryType, LineInput } from '../journal/entry.ts'
import { entryInput } from '../journal/entry-input.ts'
import type { EntryBody, LineBody } from '../journal/entry-schema.ts'

export const DRAFT_STATUSES = ['draft', 'booked'] as const
export type DraftStatus = (typeof DRAFT_STATUSES)[number]

/** A line as sent, with an id of its own; amounts and hours as decimal text. */
export interface DraftLine {
  readonly id: string
  readonly accountId: string | null
  readonly debit: string | null
  readonly credit: string | null
  readonly vatCodeId: string | null
  readonly description: string | null
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly tagIds: readonly string[]
  readonly hours: string | null
}

/** What was sent of a draft, attachments apart: the fields of ledger.md 6.2, amounts as decimal text. */
export interface DraftContent {
  readonly entryType: EntryType
  readonly date: string | null
  readonly originalAmount: string | null
  readonly lines: readonly DraftLine[]
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly description: string | null
  readonly reference: string | null
  readonly externalSystemId: string | null
  /** The base currency of the moment when none was sent, so that the amounts keep their meaning. */
  readonly currency: string
  readonly exchangeRate: string | null
  readonly dueDate: string | null
  readonly tagIds: readonly string[]
  readonly journalCategoryId: string | null
  /** Id under which the control line is shown. */
  readonly controlLineId: string
}

/** A draft as stored. */
export interface Draft {
  readonly id: string
  readonly status: DraftStatus
  /** How it was made; 2: a locked type gets its control leg appended. */
  readonly apiVersion: 1 | 2
  readonly content: DraftContent
  readonly journalEntryId: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** The content of a draft made from `body`. */
export function newContent(body: EntryBody, baseCurrency: string): DraftContent {
  return patched({ ...EMPTY, currency: baseCurrency, controlLineId: uuidv7() }, body, baseCurrency)
}

const EMPTY = {
  entryType: 'JOURNAL_ENTRY',
  date: null,
  originalAmount: null,
  lines: [],
  customerId: null,
  vendorId: null,
  description: null,
  reference: null,
  externalSystemId: null,
  exchangeRate: null,
  dueDate: null,
  tagIds: [],
  journalCategoryId: null,
} as const

/** The content after a merge patch: absent fields stay, `null` clears, arrays are replaced whole. */
export function patched(
  content: DraftContent,
  body: EntryBody,
  baseCurrency: string,
): DraftContent {
  const { attachments: _, journalType, entryType = journalType, lines, currency, ...plain } = body
  const given = Object.entries(plain).filter(([, value]) => value !== undefined)
  const next: DraftContent = { ...content, ...Object.fromEntries(given) }
  return {
    ...next,
    tagIds: next.tagIds ?? [],
    entryType: entryType === undefined ? content.entryType : (entryType ?? 'JOURNAL_ENTRY'),
    currency: currency === undefined ? content.currency : (currency ?? baseCurrency),
    lines: lines === undefined ? content.lines : replacedLines(content.lines, lines ?? []),
  }
}

/** Lines sent anew get new ids, unless they are what is there. */
function replacedLines(
  present: readonly DraftLine[],
  sent: readonly LineBody[],
): readonly DraftLine[] {
  const lines = sent.map((line) => ({ ...line, id: uuidv7() })).map(draftLine)
  const bare = (all: readonly DraftLine[]): string => canonicalJson(all.map(lineBody))
  return bare(lines) === bare(present) ? present : lines
}

function draftLine({ id, ...line }: LineBody & { readonly id: string }): DraftLine {
  return {
    id,
    accountId: line.accountId ?? null,
    debit: line.debit ?? null,
    credit: line.credit ?? null,
    vatCodeId: line.vatCodeId ?? null,
    description: line.description ?? null,
    customerId: line.customerId ?? null,
    vendorId: line.vendorId ?? null,
    tagIds: line.tagIds ?? [],
    hours: line.hours ?? null,
  }
}

/** The draft as the rules of entries see it; its decimals were checked when it was stored. */
export function draftInput({
  apiVersion,
  content,
}: Pick<Draft, 'apiVersion' | 'content'>): EntryInput {
  const { currency: baseCurrency } = content
  return entryInput(bodyOf(content), { apiVersion, baseCurrency, prefix: '' }, [])
}

/** The content in the form of a request. */
export function bodyOf(content: DraftContent): EntryBody {
  const { controlLineId: _, ...body } = content
  return { ...body, tagIds: [...body.tagIds], lines: body.lines.map(lineBody) }
}

function lineBody(line: DraftLine): LineBody {
  const { id: _, ...body } = line
  return { ...body, tagIds: [...body.tagIds] }
}

/** What `minAmount` and `maxAmount` compare: |originalAmount|, else the greater of both sides' totals. */
export function draftAmount({ originalAmount, lines }: EntryInput): bigint {
  if (originalAmount !== null) return originalAmount < 0n ? -originalAmount : originalAmount
  const total = (side: LineInput['side']): bigint =>
    lines.reduce((sum, line) => (line.side === side ? sum + (line.amount ?? 0n) : sum), 0n)
  const [debit, credit] = [total('D'), total('C')]
  return debit > credit ? debit : credit
}
