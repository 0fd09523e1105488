import { z } from 'zod'
import type { VendorFields } from './vendor.ts'
import type { VendorRow } from './vendor-queries.ts'

const text = z.string().nullable()

/** A vendor as the API answers it (catalog.md 3). */
export const Vendor = z
  .object({
    id: z.uuid(),
    vendorNumber: z.string(),
    name: z.string(),
    vendorGroupId: z.uuid(),
    vendorGroupNumber: z.string(),
    vendorGroupName: z.string(),
    currency: z.string(),
    status: z.enum(['ACTIVE', 'INACTIVE']),
    email: text,
    phone: text,
    address: text,
    city: text,
    postalCode: text,
    countryCode: z.string(),
    vatNumber: text,
    attention: text,
    paymentTerms: z.int().nullable(),
    paymentTermsType: z.enum(['net', 'end_of_month']),
    openingBalance: z.number(),
    defaultAccountId: z.uuid().nullable(),
    website: text,
    externalSystemId: text,
    iban: text,
    bic: text,
    bankRegistrationNumber: text,
    bankAccountNumber: text,
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Vendor' })

/** A vendor as the API answers it. */
export type VendorAnswer = z.input<typeof Vendor>

/** The written fields as callers know them, for answers and audit: the balance is a number. */
export function shownFields(vendor: VendorFields) {
  return { ...vendor, openingBalance: Number(vendor.openingBalance) }
}

/** A stored vendor as the API answers it. */
export function vendorView(row: VendorRow): VendorAnswer {
  return { ...row, ...shownFields(row) }
}
