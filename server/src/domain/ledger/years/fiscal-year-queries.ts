import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { NewYear } from './fiscal-year.ts'

/** A fiscal year as it is stored and answered. */
export interface FiscalYear extends NewYear {
  readonly id: string
  readonly status: 'open' | 'closed'
  readonly entryCount: number
  /** Voucher number that the year's next entry gets. */
  readonly nextEntryNumber: number
  readonly closedAt: string | null
  /** The entry that closed it; `null` while open, and when there was nothing to close. */
  readonly closingEntryId: string | null
}

// Voucher numbers have no gaps, so that the last one also counts the year's entries.
const SELECT = sql`
  select year.id, year.name, year.start_date as "startDate", year.end_date as "endDate",
    year.status, year.closed_at as "closedAt", year.closing_entry_id as "closingEntryId",
    coalesce((head.entry_numbers ->> year.id::text)::integer, 0) as "entryCount",
    coalesce((head.entry_numbers ->> year.id::text)::integer, 0) + 1 as "nextEntryNumber"
  from fiscal_years year
  join ledger_heads head on head.company_id = year.company_id`

/** Every year, oldest first. */
export function listFiscalYears(tx: Transaction, company: CompanyId): Promise<FiscalYear[]> {
  return tx.rows<FiscalYear>(sql`${SELECT}
    where year.company_id = ${company} order by year.start_date`)
}

/** Stores new years in one statement. */
export function insertFiscalYears(
  tx: Transaction,
  company: CompanyId,
  years: readonly (NewYear & { readonly id: string })[],
  createdAt: string,
): void {
  tx.run(sql`
    insert into fiscal_years (company_id, id, name, start_date, end_date, created_at)
    select ${company}, id, name, "startDate", "endDate", ${createdAt}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(years)})
      as year (id uuid, name text, "startDate" date, "endDate" date)`)
}
