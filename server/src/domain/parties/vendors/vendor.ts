/** A vendor: its fields, and how a request becomes one (catalog.md 3). */
import type { z } from 'zod'
import {
  choice,
  currency,
  decimal,
  integer,
  list,
  metadataPatch,
  numberText,
  object,
  optional,
  patch,
  text,
  uuid,
  withDefault,
} from '../../../platform/http/fields.ts'
import { vendorContacts, vendorDepartments } from '../members/member-kind.ts'
import { bic, type Complete, iban, partyShape } from '../party-fields.ts'

const MEMBERS_MAX = 50

const shape = {
  vendorNumber: numberText(),
  vendorGroupId: uuid(),
  currency: currency(),
  ...partyShape,
  paymentTerms: optional(integer({ min: 0, max: 365 })),
  openingBalance: withDefault(decimal({ places: 2 }), '0'),
  defaultAccountId: optional(uuid()),
  iban: optional(iban()),
  bic: optional(bic()),
  bankRegistrationNumber: optional(text({ max: 4, pattern: /^\d{4}$/ })),
  bankAccountNumber: optional(text({ max: 10, pattern: /^\d{1,10}$/ })),
} as const

const status = withDefault(choice(['ACTIVE', 'INACTIVE'], { case: 'insensitive' }), 'ACTIVE')
const fields = object({ ...shape, status })

/** Body of `POST /v1/vendors`. */
export const newVendor = object({
  ...shape,
  contacts: list(object(vendorContacts.entryShape), { max: MEMBERS_MAX }),
  departments: optional(list(object(vendorDepartments.entryShape), { max: MEMBERS_MAX })),
}).meta({ id: 'NewVendor' })

/** Body of the operator's `PATCH /vendors/{id}`. */
export const vendorPatch = patch({
  ...shape,
  status,
  metadata: optional(metadataPatch()),
}).meta({ id: 'VendorPatch' })

/** Body of `POST /v1/vendors`, checked. */
export type NewVendor = z.output<typeof newVendor>

/** Body of the operator's `PATCH /vendors/{id}`, checked. */
export type VendorPatch = z.output<typeof vendorPatch>

/** What is written of a vendor: every field has its value. */
export type VendorFields = Complete<z.output<typeof fields>>

/** The names of {@link VendorFields}, which are columns in snake case. */
export const VENDOR_FIELDS = [...Object.keys(shape), 'status'] as readonly (keyof VendorFields)[]
