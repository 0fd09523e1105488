/** Proves a company's books from what the API shows alone, written after the contract (ledger.md 8, 13). */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { currencyDigits } from '../../src/kernel/currency.ts'

/** What the proof needs of a client of the API. */
export interface Reader {
  // Bodies of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  get(path: string): Promise<{ readonly status: number; readonly body: any }>
}

/** A line as answered. */
export interface ShownLine {
  readonly accountId: string
  readonly debit: number | null
  readonly credit: number | null
  readonly baseDebit: number | null
  readonly baseCredit: number | null
  readonly lineKind: string
  readonly sourceLineIndex: number | null
  readonly vatCodeId: string | null
  readonly vatRate: number | null
  readonly vatBase: number | null
  readonly vatAmount: number | null
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly description: string | null
  readonly tagIds: readonly string[]
  readonly hours: number | null
}

/** An entry as answered. */
export interface ShownEntry {
  readonly id: string
  readonly chainPosition: number
  readonly previousHash: string
  readonly entryHash: string
  readonly fiscalYearId: string
  readonly entryNumber: number
  readonly entryType: string
  readonly source: string
  readonly date: string
  readonly dueDate: string | null
  readonly postedAt: string
  readonly currency: string
  readonly exchangeRate: number
  readonly originalAmount: number | null
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly journalCategoryId: string
  readonly description: string | null
  readonly reference: string | null
  readonly externalSystemId: string | null
  readonly tagIds: readonly string[]
  readonly reversalOfId: string | null
  readonly reversedById: string | null
  readonly attachmentCount: number
  readonly lines: readonly ShownLine[]
}

/** Every posted entry, first posted first. */
export async function readEntries(api: Reader): Promise<ShownEntry[]> {
  const entries: ShownEntry[] = []
  let cursor: string | null = null
  do {
    const next: string = cursor === null ? '' : `&cursor=${cursor}`
    const path = `/v1/journal-entries?limit=100&sortBy=postedAt&sortOrder=asc${next}`
    const { status, body } = await api.get(path)
    expect(status, JSON.stringify(body)).toBe(200)
    entries.push(...body.data)
    cursor = body.nextCursor
  } while (cursor !== null)
  return entries
}

/**
 * Reads the books and holds them against the contract's invariants: chain, hashes, gapless numbers, both
 * currencies balanced, at most one reversal, and a trial balance that is the sum of the lines.
 */
export async function proveBooks(api: Reader): Promise<ShownEntry[]> {
  const { id: company, currency: base } = (await api.get('/v1/company')).body
  const entries = await readEntries(api)
  const numbers = new Map<string, number>()
  let previousHash = '0'.repeat(64)
  for (const [index, entry] of entries.entries()) {
    const number = (numbers.get(entry.fiscalYearId) ?? 0) + 1
    numbers.set(entry.fiscalYearId, number)
    const { chainPosition, entryNumber } = entry
    expect([chainPosition, entryNumber, entry.previousHash]).toEqual([
      ...[index + 1, number, previousHash],
    ])
    const shown = await hashedText(api, company, base, entry)
    expect(createHash('sha256').update(shown).digest('hex'), shown).toBe(entry.entryHash)
    expect(nets(entry, base)).toEqual([0n, 0n])
    previousHash = entry.entryHash
  }
  const reversed = entries.flatMap(({ reversalOfId }) => reversalOfId ?? [])
  expect(new Set(reversed).size).toBe(reversed.length)
  await proveTrialBalance(api, entries, base)
  const { body } = await api.get('/operator/v1/audit/verify')
  expect(body).toMatchObject({ ok: true, entries: entries.length, headHash: previousHash })
  return entries
}

/** The text of ledger.md 8, from the answered fields. */
async function hashedText(
  api: Reader,
  company: string,
  base: string,
  entry: ShownEntry,
): Promise<string> {
  const path = `/v1/journal-entries/${entry.id}/attachments`
  const files = entry.attachmentCount === 0 ? [] : (await api.get(path)).body
  const money = (amount: number | null) => amountText(amount, entry.currency)
  return JSON.stringify([
    ...['ledgerbee-entry-1', company, entry.chainPosition, entry.previousHash, entry.id],
    ...[entry.fiscalYearId, entry.entryNumber, entry.entryType, entry.source, entry.date],
    ...[entry.dueDate, entry.postedAt, entry.currency, shortest(entry.exchangeRate)],
    ...[money(entry.originalAmount), entry.customerId, entry.vendorId, entry.journalCategoryId],
    ...[entry.description, [...entry.tagIds].sort(), entry.reversalOfId],
    entry.lines.map((line) => [
      ...[line.accountId, line.debit === null ? 'C' : 'D', money(line.debit ?? line.credit)],
      ...[amountText(line.baseDebit ?? line.baseCredit, base), line.lineKind],
      ...[line.sourceLineIndex, line.vatCodeId, shortest(line.vatRate), money(line.vatBase)],
      ...[money(line.vatAmount), line.customerId, line.vendorId, line.description],
      ...[[...line.tagIds].sort(), shortest(line.hours)],
    ]),
    files.map((file: { fileName: string; mimeType: string; size: number; sha256: string }) => [
      ...[file.fileName, file.mimeType, file.size, file.sha256],
    ]),
  ])
}

function amountText(amount: number | null, currency: string): string | null {
  return amount === null ? null : amount.toFixed(currencyDigits(currency))
}

function shortest(value: number | null): string | null {
  return value === null ? null : value.toFixed(10).replace(/\.?0+$/, '')
}

/** Minor units of a shown amount. */
function minorOf(amount: number | null, currency: string): bigint {
  return BigInt((amountText(amount, currency) ?? '0').replace('.', ''))
}

/** Debit less credit in both currencies. */
function nets({ currency, lines }: ShownEntry, base: string): [bigint, bigint] {
  const net = (debit: number | null, credit: number | null, of: string) =>
    minorOf(debit, of) - minorOf(credit, of)
  return [
    lines.reduce((sum, line) => sum + net(line.debit, line.credit, currency), 0n),
    lines.reduce((sum, line) => sum + net(line.baseDebit, line.baseCredit, base), 0n),
  ]
}

/** The trial balance reads the kept balances: it must say what the lines say, and add up to zero. */
async function proveTrialBalance(
  api: Reader,
  entries: readonly ShownEntry[],
  base: string,
): Promise<void> {
  const sums = new Map<string, [bigint, bigint]>()
  for (const { accountId, baseDebit, baseCredit } of entries.flatMap((entry) => entry.lines)) {
    const [debit, credit] = sums.get(accountId) ?? [0n, 0n]
    sums.set(accountId, [debit + minorOf(baseDebit, base), credit + minorOf(baseCredit, base)])
  }
  const dates = entries.map(({ date }) => date).sort()
  const range = entries.length === 0 ? '' : `&from=${dates[0]}&to=${dates.at(-1)}`
  const path = `/operator/v1/reports/trial-balance?includeYearEnd=true${range}`
  const { status, body } = await api.get(path)
  expect(status, JSON.stringify(body)).toBe(200)
  const kept = new Map<string, [bigint, bigint]>()
  for (const row of body.rows) {
    const isPosting = ['PROFIT_AND_LOSS', 'BALANCE_SHEET'].includes(row.ledgerType)
    const moved = [minorOf(row.debit, base), minorOf(row.credit, base)] as [bigint, bigint]
    if (isPosting && moved.some((sum) => sum !== 0n)) kept.set(row.accountId, moved)
  }
  expect(kept).toEqual(new Map([...sums].filter(([, sum]) => sum.some((side) => side !== 0n))))
  expect([body.totals.debit, body.totals.openingBalance]).toEqual([body.totals.credit, 0])
}
