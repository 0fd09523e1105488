/** The journal entry: its types as the rules, the store and the views see them. Amounts are minor units. */

export const ENTRY_TYPES = [
  'JOURNAL_ENTRY',
  'SUPPLIER_INVOICE',
  'SUPPLIER_PAYMENT',
  'CUSTOMER_INVOICE',
  'CUSTOMER_PAYMENT',
] as const
export type EntryType = (typeof ENTRY_TYPES)[number]

/** A type whose receivable or payable leg v2 appends (ledger.md 6.1). */
export type LockedType = Exclude<EntryType, 'JOURNAL_ENTRY'>

export const ENTRY_SOURCES = [
  'api',
  'draft',
  'import',
  'opening_balance',
  'year_end',
  'reversal',
  'invoice',
  'credit_note',
  'payment',
  'dunning',
  'bank',
  'accrual',
] as const
export type EntrySource = (typeof ENTRY_SOURCES)[number]

export const LINE_KINDS = ['ENTRY', 'VAT', 'VAT_CONTRA', 'CONTROL', 'ROUNDING', 'EXCHANGE'] as const
export type LineKind = (typeof LINE_KINDS)[number]

/** `D` debit, `C` credit. */
export type Side = 'D' | 'C'

/** Which party a locked type is about. */
export function partyOf(type: LockedType): 'customer' | 'vendor' {
  return type === 'CUSTOMER_INVOICE' || type === 'CUSTOMER_PAYMENT' ? 'customer' : 'vendor'
}

/** The other side. */
export function opposite(side: Side): Side {
  return side === 'D' ? 'C' : 'D'
}

/** A line as a caller sends it; in a draft `accountId` and `amount` may be missing. */
export interface LineInput {
  readonly accountId: string | null
  /** The side sent; `null` when neither or both were. */
  readonly side: Side | null
  /** Minor units of the entry's currency, above 0. */
  readonly amount: bigint | null
  readonly vatCodeId: string | null
  readonly description: string | null
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly tagIds: readonly string[]
  /** Decimal text, at most 2 decimals. */
  readonly hours: string | null
}

/** An entry as a caller sends it; in a draft anything may be missing. */
export interface EntryInput {
  /** 2: a locked type gets its control leg appended; 1: all lines are sent. */
  readonly apiVersion: 1 | 2
  readonly entryType: EntryType
  readonly date: string | null
  /** Signed minor units of `currency`. */
  readonly originalAmount: bigint | null
  readonly lines: readonly LineInput[]
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly description: string | null
  readonly reference: string | null
  readonly externalSystemId: string | null
  readonly currency: string
  /** Base currency per unit of `currency`, decimal text; `null`: from the rate table. */
  readonly exchangeRate: string | null
  readonly dueDate: string | null
  readonly tagIds: readonly string[]
  readonly journalCategoryId: string | null
}

/** A line ready to be posted: side and absolute amounts in both currencies. */
export interface EntryLine {
  readonly accountId: string
  readonly side: Side
  /** Minor units of the entry's currency, 0 or more. */
  readonly amount: bigint
  /** Minor units of the base currency, 0 or more. */
  readonly baseAmount: bigint
  readonly lineKind: LineKind
  readonly generated: boolean
  readonly sourceLineIndex: number | null
  readonly vatCodeId: string | null
  /** Percent as decimal text; with `vatBase` and `vatAmount` only on source lines with a code. */
  readonly vatRate: string | null
  readonly vatBase: bigint | null
  readonly vatAmount: bigint | null
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly description: string | null
  readonly tagIds: readonly string[]
  /** Decimal text; negative on reversals. */
  readonly hours: string | null
}

/** Metadata of a file that belongs to an entry, in the order sent. */
export interface EntryFile {
  readonly fileName: string
  readonly mimeType: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** An entry that passed every rule and only lacks its number and its place in the chain. */
export interface UnpostedEntry {
  readonly entryType: EntryType
  readonly source: EntrySource
  readonly sourceId: string | null
  readonly date: string
  readonly dueDate: string | null
  readonly currency: string
  readonly exchangeRate: string
  readonly originalAmount: bigint | null
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly journalCategoryId: string
  readonly description: string | null
  readonly reference: string | null
  readonly externalSystemId: string | null
  readonly tagIds: readonly string[]
  readonly reversalOfId: string | null
  readonly lines: readonly EntryLine[]
}

/** A posted entry as stored, with its lines. */
export interface PostedEntry extends UnpostedEntry {
  readonly id: string
  readonly fiscalYearId: string
  readonly fiscalYear: string
  readonly entryNumber: number
  readonly chainPosition: number
  /** Lower-case hex, 64 digits. */
  readonly previousHash: string
  readonly entryHash: string
  readonly postedAt: string
  readonly updatedAt: string
  readonly reversedById: string | null
  readonly attachmentCount: number
  readonly lines: readonly PostedLine[]
}

/** A posted line with the names of what it refers to, as they are now. */
export interface PostedLine extends EntryLine {
  readonly id: string
  readonly lineNumber: number
  readonly accountNumber: number
  readonly accountName: string
  readonly vatCode: string | null
}

/** The total of the debit side, in minor units of the entry's currency. */
export function debitTotal(lines: readonly { side: Side | null; amount: bigint | null }[]): bigint {
  return lines.reduce((sum, line) => (line.side === 'D' ? sum + (line.amount ?? 0n) : sum), 0n)
}

/** What `minAmount` and `maxAmount` compare: |originalAmount|, without one the debit side's total. */
export function entryAmount(entry: {
  readonly originalAmount: bigint | null
  readonly lines: readonly { side: Side | null; amount: bigint | null }[]
}): bigint {
  const { originalAmount } = entry
  if (originalAmount === null) return debitTotal(entry.lines)
  return originalAmount < 0n ? -originalAmount : originalAmount
}
