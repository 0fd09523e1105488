import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { vendorExternalIdExists, vendorNumberExists } from './errors.ts'
import type { VendorFields } from './vendor.ts'
import { hasAccount, hasVendorGroup } from './vendor-queries.ts'

/**
 * Checks what a vendor refers to.
 * @throws NotFound `VENDOR_GROUP_NOT_FOUND`, `LEDGER_NOT_FOUND`
 */
export async function checkReferences(ctx: Context, vendor: VendorFields): Promise<void> {
  const { tx, company } = ctx
  const { vendorGroupId, defaultAccountId } = vendor
  const [group, account] = await Promise.all([
    hasVendorGroup(tx, company.id, vendorGroupId),
    defaultAccountId === null || hasAccount(tx, company.id, defaultAccountId),
  ])
  if (!group) throw notFound('VENDOR_GROUP', vendorGroupId)
  if (!account) throw notFound('LEDGER', defaultAccountId ?? '')
}

/**
 * Awaits the write of a vendor.
 * @throws BadRequest `VENDOR_NUMBER_ALREADY_EXISTS`, `VENDOR_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS`
 */
export async function uniquely(vendor: VendorFields, write: Promise<number>): Promise<void> {
  try {
    await write
  } catch (error) {
    const broken = brokenConstraint(error)
    if (broken === 'vendors_number_unique') throw vendorNumberExists(vendor.vendorNumber)
    if (broken === 'vendors_external_id_unique') {
      throw vendorExternalIdExists(vendor.externalSystemId)
    }
    throw error
  }
}
