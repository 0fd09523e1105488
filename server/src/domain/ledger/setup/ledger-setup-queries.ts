import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { EntryType } from '../journal/entry.ts'

/** The set-up as one row, read by one statement and so in one snapshot. */
export interface SetupRow {
  readonly setup_version: string
  readonly fiscal_year_start_month: number
  readonly default_category_id: string
  readonly rounding_account_id: string | null
  readonly accounts: readonly {
    readonly id: string
    readonly number: number
    readonly name: string
    readonly ledger_type: string
    readonly control: string | null
    readonly is_active: boolean
  }[]
  readonly vat_codes: readonly {
    readonly id: string
    readonly code: string
    readonly rate: string
    readonly principle: 'GROSS' | 'NET'
    readonly deduction_rate: string
    readonly book: string
    readonly contra: string | null
    readonly is_active: boolean
  }[]
  readonly categories: readonly { readonly id: string; readonly allowed_types: EntryType[] }[]
  readonly years: readonly {
    readonly id: string
    readonly name: string
    readonly start_date: string
    readonly end_date: string
    readonly status: 'open' | 'closed'
  }[]
  readonly groups: readonly { readonly id: string; readonly account_id: string }[]
}

/** Everything entries are checked against, with the version it stands at. */
export async function selectLedgerSetup(tx: Transaction, company: CompanyId): Promise<SetupRow> {
  const row = await tx.one<SetupRow>(sql`
    select h.setup_version, c.fiscal_year_start_month,
      (select id from journal_categories
        where company_id = h.company_id and is_default) as default_category_id,
      (select id from accounts
        where company_id = h.company_id and system_role = 'ROUNDING') as rounding_account_id,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', account_number,
          'name', name, 'ledger_type', ledger_type, 'control', control_account_type,
          'is_active', is_active)), '[]')
        from accounts where company_id = h.company_id) as accounts,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'code', vat_code,
          'rate', vat_rate::text, 'principle', principle, 'deduction_rate', deduction_rate::text,
          'book', account_to_book_id, 'contra', contra_account_to_book_id,
          'is_active', is_active)), '[]')
        from vat_codes where company_id = h.company_id) as vat_codes,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id,
          'allowed_types', allowed_journal_types)), '[]')
        from journal_categories where company_id = h.company_id) as categories,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name,
          'start_date', start_date, 'end_date', end_date, 'status', status)
          order by start_date), '[]')
        from fiscal_years where company_id = h.company_id) as years,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'account_id', account_id)), '[]')
        from (select id, account_id from customer_groups where company_id = h.company_id
          union all select id, account_id from vendor_groups where company_id = h.company_id) g
      ) as groups
    from ledger_heads h join companies c using (company_id)
    where h.company_id = ${company}`)
  if (row === undefined) throw new Error(`company ${company} has no ledger`)
  return row
}
