import type { CompanyId, Transaction } from '../../../../kernel/context.ts'
import { sql } from '../../../../platform/db/sql.ts'

/** Whether a posting, a draft that is not booked, or an account names the VAT code. */
export async function isVatCodeUsed(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<boolean> {
  const used = await tx.one(sql`
    select 1 where
      exists (select from journal_lines where company_id = ${company} and vat_code_id = ${id})
      or exists (select from draft_journal_entries
        where company_id = ${company} and status = 'draft' and ${id}::uuid = any(vat_code_ids))
      or exists (select from accounts where company_id = ${company} and vat_code_id = ${id})`)
  return used !== undefined
}
