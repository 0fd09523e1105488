import { timestamp } from '../../../../kernel/calendar.ts'
import type { Context } from '../../../../kernel/context.ts'
import { audit } from '../../../../platform/audit/audit.ts'
import { lockLedger } from '../../../companies/index.ts'
import { getVatCodeRow } from './read-vat-codes.ts'
import { deleteVatCode as deleteVatCodeRow, updateVatCode } from './vat-code-queries.ts'
import { isVatCodeUsed } from './vat-code-use-queries.ts'
import { vatCodeFields } from './vat-code-view.ts'

/**
 * Deletes a VAT code nothing ever named; one with postings or drafts, or carried by an account,
 * is deactivated.
 * @throws NotFound `VAT_CODE_NOT_FOUND`
 */
export async function deleteVatCode(ctx: Context, id: string): Promise<undefined> {
  const { tx, company } = ctx
  await lockLedger(tx, company.id)
  const code = await getVatCodeRow(ctx, id)
  if (!(await isVatCodeUsed(tx, company.id, id))) {
    deleteVatCodeRow(tx, company.id, id)
    const before = vatCodeFields(code)
    audit(ctx, { action: 'vat_code.delete', resourceId: id, before, after: null })
  } else if (code.isActive) {
    updateVatCode(tx, company.id, { ...code, isActive: false }, timestamp(ctx.clock.now()))
    const [before, after] = [{ isActive: true }, { isActive: false }]
    audit(ctx, { action: 'vat_code.update', resourceId: id, before, after })
  }
}
