import type { CompanyId } from '../../../kernel/context.ts'
import { formatMinor, minor } from '../../../kernel/money.ts'
import { entryAmount, type PostedEntry } from './entry.ts'
import { digitsOf } from './entry-input.ts'

/** An entry as its table has it; absent columns are null. */
export function entryRow(company: CompanyId, entry: PostedEntry): object {
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

/** An entry's lines as their table has them: amounts debit positive. */
export function lineRows(company: CompanyId, entry: PostedEntry): object[] {
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
export function balanceRows(
  posted: readonly { entry: PostedEntry; company: CompanyId }[],
): object[] {
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
