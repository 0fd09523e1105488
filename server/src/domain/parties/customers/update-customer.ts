import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { announce } from '../../../platform/outbox/announce.ts'
import { checkedVatNumber } from '../checked-vat-number.ts'
import { merged, mergedMetadata } from '../merge-patch.ts'
import { checkCustomer } from './check-customer.ts'
import { CUSTOMER_FIELDS, type CustomerFields, type CustomerPatch } from './customer.ts'
import { customerUpdated } from './customer-events.ts'
import { type CustomerRow, lockCustomers, updateCustomerRow } from './customer-queries.ts'
import { type CustomerAnswer, customerView, shownFields } from './customer-view.ts'
import { getCustomerRow } from './get-customer.ts'
import { mergedTemplateIds } from './template-ids.ts'
import { uniquely } from './uniquely.ts'

/**
 * Changes a customer by merge patch; the rules are checked on the merged record.
 * @throws ValidationFailed on `vatNumber`, `metadata`
 * @throws NotFound, BadRequest as in catalog.md 2.2
 */
export async function updateCustomer(
  ctx: Context,
  id: string,
  patch: CustomerPatch,
): Promise<CustomerAnswer> {
  const { tx, company } = ctx
  await lockCustomers(tx, company.id)
  const current = await getCustomerRow(ctx, id)
  const fields = mergedFields(ctx, current, patch)
  const group = await checkCustomer(ctx, fields, current)
  const changed = changes(shownFields(fieldsOf(current)), shownFields(fields))
  if (changed === null) return customerView(current)
  const updatedAt = timestamp(ctx.clock.now())
  await uniquely(fields, updateCustomerRow(tx, company.id, { ...fields, id, updatedAt }))
  announce(ctx, [customerUpdated(id, fields, changed)])
  audit(ctx, { action: 'customer.update', resourceId: id, ...changed })
  return customerView({ ...fields, ...group, id, createdAt: current.createdAt, updatedAt })
}

function fieldsOf(row: CustomerRow): CustomerFields {
  const fields = Object.fromEntries(CUSTOMER_FIELDS.map((field) => [field, row[field]]))
  return fields as unknown as CustomerFields
}

function mergedFields(ctx: Context, current: CustomerRow, patch: CustomerPatch): CustomerFields {
  const { countryCode, baseCurrency } = ctx.company
  const fields = merged(fieldsOf(current), patch)
  return {
    ...fields,
    currency: fields.currency ?? baseCurrency,
    vatNumber: checkedVatNumber(
      fields.vatNumber,
      fields.countryCode,
      countryCode,
      current.vatNumber,
    ),
    metadata: mergedMetadata(current.metadata, patch.metadata),
    documentTemplateIds: mergedTemplateIds(current.documentTemplateIds, patch.documentTemplateIds),
  }
}
