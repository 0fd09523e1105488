import { z } from 'zod'
import { minor, minorNumber } from '../../../kernel/money.ts'
import {
  ENTRY_SOURCES,
  ENTRY_TYPES,
  entryAmount,
  LINE_KINDS,
  type PostedEntry,
  type PostedLine,
} from './entry.ts'
import { digitsOf } from './entry-input.ts'

const uuid = z.uuid()
const nullableUuid = z.uuid().nullable()
const nullableText = z.string().nullable()
const nullableNumber = z.number().nullable()
const timestamp = z.iso.datetime()

/** A line of a posted entry (ledger.md 6.6). */
export const journalLineView = z
  .object({
    id: uuid,
    lineNumber: z.int(),
    accountId: uuid,
    accountNumber: z.int(),
    accountName: z.string(),
    debit: nullableNumber,
    credit: nullableNumber,
    baseDebit: nullableNumber,
    baseCredit: nullableNumber,
    vatCodeId: nullableUuid,
    vatCode: nullableText,
    vatRate: nullableNumber,
    vatBase: nullableNumber,
    vatAmount: nullableNumber,
    customerId: nullableUuid,
    vendorId: nullableUuid,
    description: nullableText,
    hours: nullableNumber,
    tagIds: z.array(uuid),
    generated: z.boolean(),
    lineKind: z.enum(LINE_KINDS),
    sourceLineIndex: z.int().nullable(),
  })
  .meta({ id: 'JournalLine' })

/** A posted entry (ledger.md 6.6). */
export const journalEntryView = z
  .object({
    id: uuid,
    entryType: z.enum(ENTRY_TYPES),
    date: z.iso.date(),
    description: nullableText,
    reference: nullableText,
    externalSystemId: nullableText,
    currency: z.string(),
    exchangeRate: z.number(),
    originalAmount: nullableNumber,
    amount: z.number(),
    customerId: nullableUuid,
    vendorId: nullableUuid,
    tagIds: z.array(uuid),
    journalCategoryId: uuid,
    dueDate: z.iso.date().nullable(),
    status: z.literal('posted'),
    fiscalYearId: uuid,
    fiscalYear: z.string(),
    entryNumber: z.int(),
    postedAt: timestamp,
    createdAt: timestamp,
    updatedAt: timestamp,
    lines: z.array(journalLineView),
    attachmentCount: z.int(),
    source: z.enum(ENTRY_SOURCES),
    sourceId: nullableUuid,
    reversalOfId: nullableUuid,
    reversedById: nullableUuid,
    chainPosition: z.int(),
    previousHash: z.string(),
    entryHash: z.string(),
  })
  .meta({ id: 'JournalEntry' })

/** Several posted entries of one call. */
export const journalBatchView = z
  .object({ totalCreated: z.int(), entries: z.array(journalEntryView) })
  .meta({ id: 'JournalBatch' })

/** The API object of a posted entry; `baseCurrency` gives the decimals of base amounts. */
export function viewEntry(
  entry: PostedEntry,
  baseCurrency: string,
): z.input<typeof journalEntryView> {
  const digits = digitsOf(entry.currency)
  const baseDigits = digitsOf(baseCurrency)
  const { originalAmount } = entry
  return {
    id: entry.id,
    entryType: entry.entryType,
    date: entry.date,
    description: entry.description,
    reference: entry.reference,
    externalSystemId: entry.externalSystemId,
    currency: entry.currency,
    exchangeRate: Number(entry.exchangeRate),
    originalAmount: originalAmount === null ? null : minorNumber(minor(originalAmount), digits),
    amount: minorNumber(minor(entryAmount(entry)), digits),
    customerId: entry.customerId,
    vendorId: entry.vendorId,
    tagIds: [...entry.tagIds],
    journalCategoryId: entry.journalCategoryId,
    dueDate: entry.dueDate,
    status: 'posted',
    fiscalYearId: entry.fiscalYearId,
    fiscalYear: entry.fiscalYear,
    entryNumber: entry.entryNumber,
    postedAt: entry.postedAt,
    createdAt: entry.postedAt,
    updatedAt: entry.updatedAt,
    lines: entry.lines.map((line) => viewLine(line, digits, baseDigits)),
    attachmentCount: entry.attachmentCount,
    source: entry.source,
    sourceId: entry.sourceId,
    reversalOfId: entry.reversalOfId,
    reversedById: entry.reversedById,
    chainPosition: entry.chainPosition,
    previousHash: entry.previousHash,
    entryHash: entry.entryHash,
  }
}

function viewLine(
  line: PostedLine,
  digits: number,
  baseDigits: number,
): z.input<typeof journalLineView> {
  const amount = minorNumber(minor(line.amount), digits)
  const baseAmount = minorNumber(minor(line.baseAmount), baseDigits)
  const isDebit = line.side === 'D'
  const shown = (value: bigint | null): number | null =>
    value === null ? null : minorNumber(minor(value), digits)
  return {
    id: line.id,
    lineNumber: line.lineNumber,
    accountId: line.accountId,
    accountNumber: line.accountNumber,
    accountName: line.accountName,
    debit: isDebit ? amount : null,
    credit: isDebit ? null : amount,
    baseDebit: isDebit ? baseAmount : null,
    baseCredit: isDebit ? null : baseAmount,
    vatCodeId: line.vatCodeId,
    vatCode: line.vatCode,
    vatRate: line.vatRate === null ? null : Number(line.vatRate),
    vatBase: shown(line.vatBase),
    vatAmount: shown(line.vatAmount),
    customerId: line.customerId,
    vendorId: line.vendorId,
    description: line.description,
    hours: line.hours === null ? null : Number(line.hours),
    tagIds: [...line.tagIds],
    generated: line.generated,
    lineKind: line.lineKind,
    sourceLineIndex: line.sourceLineIndex,
  }
}
