import type { Context } from '../../../kernel/context.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { lockLedger } from '../../companies/index.ts'
import { isInUse } from '../in-use.ts'
import { vendorInUse } from './errors.ts'
import { getVendor } from './get-vendor.ts'
import { deleteVendorRow } from './vendor-queries.ts'

/**
 * Deletes a vendor that nothing ever named but its own contacts and departments.
 * @throws NotFound `VENDOR_NOT_FOUND`
 * @throws BadRequest `VENDOR_IN_USE`
 */
export async function deleteVendor(ctx: Context, id: string): Promise<undefined> {
  // A posting reads its parties under this lock: it sees this one or does not, and never loses it.
  await lockLedger(ctx.tx, ctx.company.id)
  const before = await getVendor(ctx, id)
  try {
    await deleteVendorRow(ctx.tx, ctx.company.id, id)
  } catch (error) {
    if (isInUse(error)) throw vendorInUse()
    throw error
  }
  audit(ctx, { action: 'vendor.delete', resourceId: id, before, after: null })
}
