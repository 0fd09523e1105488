import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { announce } from '../../../platform/outbox/announce.ts'
import { checkedVatNumber } from '../checked-vat-number.ts'
import { firstMembers, storeFirstMembers } from '../members/create-member.ts'
import { customerContacts, customerDepartments } from '../members/member-kind.ts'
import { checkCustomer } from './check-customer.ts'
import { CUSTOMER_FIELDS, type CustomerFields, type NewCustomer } from './customer.ts'
import { customerCreated } from './customer-events.ts'
import { insertCustomer, lockCustomers, nextCustomerNumber } from './customer-queries.ts'
import { type CustomerAnswer, customerView, shownFields } from './customer-view.ts'
import { mergedTemplateIds } from './template-ids.ts'
import { uniquely } from './uniquely.ts'

/**
 * Creates a customer with its contacts and departments, all or nothing.
 * @throws ValidationFailed on `vatNumber`
 * @throws NotFound, BadRequest as in catalog.md 2.2
 */
export async function createCustomer(ctx: Context, request: NewCustomer): Promise<CustomerAnswer> {
  const { tx, company } = ctx
  const asked = newFields(ctx, request)
  await lockCustomers(tx, company.id)
  const group = await checkCustomer(ctx, asked, null)
  const contacts = firstMembers(ctx, customerContacts, request.contacts ?? [])
  const departments = firstMembers(ctx, customerDepartments, request.departments ?? [])
  const customerNumber = request.customerNumber ?? (await nextCustomerNumber(tx, company.id))
  const fields: CustomerFields = { ...asked, customerNumber }
  const id = uuidv7()
  const createdAt = timestamp(ctx.clock.now())
  await uniquely(fields, insertCustomer(tx, company.id, { ...fields, id, createdAt }))
  storeFirstMembers(ctx, customerContacts, id, contacts)
  storeFirstMembers(ctx, customerDepartments, id, departments)
  announce(ctx, [customerCreated(id, fields)])
  const after = { ...shownFields(fields), contacts, departments }
  audit(ctx, { action: 'customer.create', resourceId: id, before: null, after })
  return customerView({ ...fields, ...group, id, createdAt, updatedAt: createdAt })
}

/** Every field of the new customer but its number, with the company's defaults. */
function newFields(ctx: Context, request: NewCustomer): CustomerFields {
  const { countryCode, baseCurrency } = ctx.company
  const given = request as Readonly<Record<string, unknown>>
  const fields = Object.fromEntries(CUSTOMER_FIELDS.map((field) => [field, given[field] ?? null]))
  return {
    // The schema lists the same fields, each checked or with its default.
    ...(fields as unknown as CustomerFields),
    customerNumber: '',
    currency: request.currency ?? baseCurrency,
    vatNumber: checkedVatNumber(request.vatNumber, request.countryCode, countryCode),
    documentTemplateIds: mergedTemplateIds({}, request.documentTemplateIds),
  }
}
