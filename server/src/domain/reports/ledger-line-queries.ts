import type { CompanyId, Transaction } from '../../kernel/context.ts'
import { sql } from '../../platform/db/sql.ts'
import { counts } from './movement-queries.ts'
import type { ReportRange } from './report-range.ts'

/** A line of the general ledger; amounts are signed minor units, debit positive. */
export interface LedgerLine {
  readonly accountId: string
  readonly side: 'D' | 'C'
  readonly amount: bigint
  readonly baseAmount: bigint
  readonly entryId: string
  readonly entryNumber: number
  readonly fiscalYear: string
  readonly chainPosition: bigint
  readonly date: string
  readonly postedAt: string
  readonly entryType: string
  readonly description: string | null
  readonly reference: string | null
  readonly vatCode: string | null
  readonly currency: string
  readonly customerId: string | null
  readonly vendorId: string | null
  readonly tagIds: string[]
}

/**
 * The lines of some accounts in the period, closing entries included, by date, chain position and
 * line; at most `linesMax`.
 */
export function findLedgerLines(
  tx: Transaction,
  company: CompanyId,
  { from, to, filter }: ReportRange,
  accountIds: readonly string[],
  linesMax: number,
): Promise<LedgerLine[]> {
  return tx.rows<LedgerLine>(sql`
    select line.account_id as "accountId", line.side, line.amount,
      line.base_amount as "baseAmount", entry.id as "entryId",
      entry.entry_number as "entryNumber", year.name as "fiscalYear",
      entry.chain_position as "chainPosition", line.date, entry.posted_at as "postedAt",
      entry.entry_type as "entryType", coalesce(line.description, entry.description) as description,
      entry.reference, vat_code.vat_code as "vatCode", entry.currency,
      line.customer_id as "customerId", line.vendor_id as "vendorId", line.tag_ids as "tagIds"
    from journal_lines line
    join journal_entries entry on entry.company_id = line.company_id and entry.id = line.entry_id
    join fiscal_years year on year.company_id = entry.company_id and year.id = entry.fiscal_year_id
    left join vat_codes vat_code on vat_code.company_id = line.company_id
      and vat_code.id = line.vat_code_id
    where line.company_id = ${company} and line.account_id = any(${accountIds}::uuid[])
      and line.date between ${from} and ${to} and ${counts(filter)}
    order by line.date, entry.chain_position, line.line_number
    limit ${linesMax}`)
}
