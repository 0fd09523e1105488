import { z } from 'zod'
import { VAT_ZONES } from '../vat-zone.ts'
import type { CustomerFields } from './customer.ts'
import type { CustomerRow } from './customer-queries.ts'
import { mergedTemplateIds } from './template-ids.ts'

const text = z.string().nullable()
const templateId = z.uuid().nullable()

/** A customer as the API answers it (catalog.md 2.1). */
export const Customer = z
  .object({
    id: z.uuid(),
    customerNumber: z.string(),
    customerType: z.enum(['company', 'private', 'public']),
    name: z.string(),
    vatZone: z.enum(VAT_ZONES),
    customerGroupId: z.uuid(),
    isActive: z.boolean(),
    billingRelationship: z.enum(['self', 'parent_pays']),
    includeChildDetailsPdf: z.boolean(),
    customerGroupNumber: z.string(),
    customerGroupName: z.string(),
    email: text,
    phone: text,
    address: text,
    city: text,
    postalCode: text,
    countryCode: z.string(),
    vatNumber: text,
    website: text,
    externalSystemId: text,
    parentCustomerId: z.uuid().nullable(),
    invoicingMode: z.enum(['single_invoice', 'per_child']),
    eanNumber: text,
    currency: z.string(),
    preferredLanguage: z.enum(['da', 'en', 'sv', 'nb', 'de']).nullable(),
    paymentTerms: z.int().nullable(),
    paymentTermsType: z.enum(['net', 'end_of_month']),
    discount: z.number().nullable(),
    effectiveDiscount: z.number(),
    deliveryType: z.enum(['Email', 'Sproom', 'Manual']).nullable(),
    attention: text,
    documentTemplateIds: z.object({
      'invoice-template': templateId,
      'credit-note-template': templateId,
      'quote-template': templateId,
      'order-confirmation-template': templateId,
    }),
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Customer' })

/** A customer as the API answers it. */
export type CustomerAnswer = z.input<typeof Customer>

/**
 * The written fields as callers know them, for answers, audit and events: discounts are numbers.
 */
export function shownFields(customer: CustomerFields) {
  const { discount, documentTemplateIds } = customer
  return {
    ...customer,
    discount: discount === null ? null : Number(discount),
    documentTemplateIds: mergedTemplateIds(documentTemplateIds, undefined),
  }
}

/** A stored customer as the API answers it. */
export function customerView(row: CustomerRow): CustomerAnswer {
  const { groupDiscount, ...customer } = row
  const effectiveDiscount = Number(row.discount ?? groupDiscount)
  return { ...customer, ...shownFields(customer), effectiveDiscount }
}
