import { createHash } from 'node:crypto'
import { shortestDecimal } from '../../../kernel/decimal.ts'
import { formatMinor, minor } from '../../../kernel/money.ts'
import type { EntryFile, EntryLine, PostedEntry } from './entry.ts'

/** The previous hash of position 1. */
export const GENESIS_HASH = '0'.repeat(64)

/** What of an entry is hashed: everything but the hash and what may still change. */
export type HashedEntry = Omit<
  PostedEntry,
  | 'entryHash'
  | 'lines'
  | 'updatedAt'
  | 'reversedById'
  | 'reference'
  | 'externalSystemId'
  | 'fiscalYear'
  | 'attachmentCount'
  | 'sourceId'
> & { readonly lines: readonly EntryLine[] }

/** The company and the decimals that the texts of amounts need. */
export interface HashScope {
  readonly companyId: string
  /** Decimals of the base currency. */
  readonly baseDigits: number
  /** Decimals of the entry's currency. */
  readonly digits: number
}

/** The JSON text whose UTF-8 bytes are hashed (ledger.md 8): anybody can rebuild it from the API. */
export function entryHashText(
  entry: HashedEntry,
  files: readonly EntryFile[],
  { companyId, baseDigits, digits }: HashScope,
): string {
  const money = (amount: bigint | null): string | null =>
    amount === null ? null : formatMinor(minor(amount), digits)
  const lines = entry.lines.map((line) => [
    line.accountId,
    line.side,
    money(line.amount),
    formatMinor(minor(line.baseAmount), baseDigits),
    line.lineKind,
    line.sourceLineIndex,
    line.vatCodeId,
    shortest(line.vatRate),
    money(line.vatBase),
    money(line.vatAmount),
    line.customerId,
    line.vendorId,
    line.description,
    [...line.tagIds].sort(),
    shortest(line.hours),
  ])
  return JSON.stringify([
    'ledgerbee-entry-1',
    companyId,
    entry.chainPosition,
    entry.previousHash,
    entry.id,
    entry.fiscalYearId,
    entry.entryNumber,
    entry.entryType,
    entry.source,
    entry.date,
    entry.dueDate,
    entry.postedAt,
    entry.currency,
    shortest(entry.exchangeRate),
    money(entry.originalAmount),
    entry.customerId,
    entry.vendorId,
    entry.journalCategoryId,
    entry.description,
    [...entry.tagIds].sort(),
    entry.reversalOfId,
    lines,
    files.map((file) => [file.fileName, file.mimeType, file.size, file.sha256]),
  ])
}

/** SHA-256 in lower-case hex of the text's UTF-8 bytes. */
export function entryHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function shortest(decimal: string | null): string | null {
  return decimal === null ? null : shortestDecimal(decimal)
}
