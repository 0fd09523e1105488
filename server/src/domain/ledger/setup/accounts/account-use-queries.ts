import type { CompanyId, Transaction } from '../../../../kernel/context.ts'
import { sql } from '../../../../platform/db/sql.ts'

/** What refers to an account. */
export interface AccountUse {
  readonly hasPostings: boolean
  /** A draft that is not booked, or a vendor's default. */
  readonly isNamed: boolean
  /** A VAT code or a customer or vendor group. */
  readonly isSetup: boolean
}

/** What refers to the account. */
export async function findAccountUse(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<AccountUse> {
  const use = await tx.one<AccountUse>(sql`
    select
      exists (select from journal_lines where company_id = ${company} and account_id = ${id})
        as "hasPostings",
      exists (select from draft_journal_entries
        where company_id = ${company} and status = 'draft' and account_ids @> array[${id}::uuid])
      or exists (select from vendors where company_id = ${company} and default_account_id = ${id})
        as "isNamed",
      exists (select from vat_codes
        where company_id = ${company} and ${id} in (account_to_book_id, contra_account_to_book_id))
      or exists (select from customer_groups where company_id = ${company} and account_id = ${id})
      or exists (select from vendor_groups where company_id = ${company} and account_id = ${id})
        as "isSetup"`)
  if (use === undefined) throw new Error('a select without from has one row')
  return use
}
