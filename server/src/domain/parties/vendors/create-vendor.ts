import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { checkedVatNumber } from '../checked-vat-number.ts'
import { defaultRequired } from '../defaults.ts'
import { firstMembers, storeFirstMembers } from '../members/create-member.ts'
import { vendorContacts, vendorDepartments } from '../members/member-kind.ts'
import { checkReferences, uniquely } from './check-vendor.ts'
import { type NewVendor, VENDOR_FIELDS, type VendorFields } from './vendor.ts'
import { insertVendor } from './vendor-queries.ts'
import { shownFields } from './vendor-view.ts'

/**
 * Creates a vendor with its contacts and departments, all or nothing.
 * @throws ValidationFailed on `vatNumber`
 * @throws NotFound, BadRequest as in catalog.md 3
 */
export async function createVendor(
  ctx: Context,
  request: NewVendor,
): Promise<{ id: string; vendorNumber: string }> {
  const { tx, company } = ctx
  const vendor = newFields(ctx, request)
  await checkReferences(ctx, vendor)
  if (request.contacts.length === 0) throw defaultRequired('contact')
  const contacts = firstMembers(ctx, vendorContacts, request.contacts)
  const departments = firstMembers(ctx, vendorDepartments, request.departments ?? [])
  const id = uuidv7()
  const createdAt = timestamp(ctx.clock.now())
  await uniquely(vendor, insertVendor(tx, company.id, { ...vendor, id, createdAt }))
  storeFirstMembers(ctx, vendorContacts, id, contacts)
  storeFirstMembers(ctx, vendorDepartments, id, departments)
  const after = { ...shownFields(vendor), contacts, departments }
  audit(ctx, { action: 'vendor.create', resourceId: id, before: null, after })
  return { id, vendorNumber: vendor.vendorNumber }
}

function newFields(ctx: Context, request: NewVendor): VendorFields {
  const given = request as Readonly<Record<string, unknown>>
  const fields = Object.fromEntries(VENDOR_FIELDS.map((field) => [field, given[field] ?? null]))
  const { vatNumber, countryCode } = request
  return {
    // The schema lists the same fields, each checked or with its default.
    ...(fields as unknown as VendorFields),
    status: 'ACTIVE',
    vatNumber: checkedVatNumber(vatNumber, countryCode, ctx.company.countryCode),
  }
}
