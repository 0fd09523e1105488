import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { checkedVatNumber } from '../checked-vat-number.ts'
import { merged, mergedMetadata } from '../merge-patch.ts'
import { checkReferences, uniquely } from './check-vendor.ts'
import { getVendor, getVendorRow } from './get-vendor.ts'
import { VENDOR_FIELDS, type VendorFields, type VendorPatch } from './vendor.ts'
import { lockVendor, updateVendorRow, type VendorRow } from './vendor-queries.ts'
import { shownFields, type VendorAnswer } from './vendor-view.ts'

/**
 * Changes a vendor by merge patch; the rules are checked on the merged record.
 * @throws ValidationFailed on `vatNumber`, `metadata`
 * @throws NotFound, BadRequest as in catalog.md 3
 */
export async function updateVendor(
  ctx: Context,
  id: string,
  patch: VendorPatch,
): Promise<VendorAnswer> {
  const { tx, company } = ctx
  await lockVendor(tx, company.id, id)
  const current = await getVendorRow(ctx, id)
  const vendor = mergedFields(ctx, current, patch)
  await checkReferences(ctx, vendor)
  const changed = changes(shownFields(fieldsOf(current)), shownFields(vendor))
  if (changed === null) return await getVendor(ctx, id)
  const updatedAt = timestamp(ctx.clock.now())
  await uniquely(vendor, updateVendorRow(tx, company.id, { ...vendor, id, updatedAt }))
  audit(ctx, { action: 'vendor.update', resourceId: id, ...changed })
  return await getVendor(ctx, id)
}

function fieldsOf(row: VendorRow): VendorFields {
  const fields = Object.fromEntries(VENDOR_FIELDS.map((field) => [field, row[field]]))
  return fields as unknown as VendorFields
}

function mergedFields(ctx: Context, current: VendorRow, patch: VendorPatch): VendorFields {
  const vendor = merged(fieldsOf(current), patch)
  const { vatNumber, countryCode } = vendor
  return {
    ...vendor,
    vatNumber: checkedVatNumber(vatNumber, countryCode, ctx.company.countryCode, current.vatNumber),
    metadata: mergedMetadata(current.metadata, patch.metadata),
  }
}
