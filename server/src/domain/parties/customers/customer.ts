/** A customer: its fields, and how a request becomes one (catalog.md 2.1). */
import type { z } from 'zod'
import {
  boolean,
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
  uuid,
  withDefault,
} from '../../../platform/http/fields.ts'
import { customerContacts, customerDepartments } from '../members/member-kind.ts'
import { type Complete, gln, partyShape } from '../party-fields.ts'
import { VAT_ZONES } from '../vat-zone.ts'
import { templateIds, type TemplateIds } from './template-ids.ts'

const anyCase = { case: 'insensitive' } as const
const MEMBERS_MAX = 50

const shape = {
  customerType: choice(['company', 'private', 'public'], anyCase),
  vatZone: choice(VAT_ZONES, anyCase),
  customerGroupId: uuid(),
  isActive: withDefault(boolean(), true),
  billingRelationship: withDefault(choice(['self', 'parent_pays'], anyCase), 'self'),
  includeChildDetailsPdf: withDefault(boolean(), false),
  ...partyShape,
  parentCustomerId: optional(uuid()),
  invoicingMode: withDefault(choice(['single_invoice', 'per_child'], anyCase), 'single_invoice'),
  eanNumber: optional(gln()),
  currency: optional(currency()),
  preferredLanguage: optional(choice(['da', 'en', 'sv', 'nb', 'de'], anyCase)),
  paymentTerms: optional(integer({ min: 0, max: 365 })),
  discount: optional(decimal({ places: 2, min: 0, max: 100 })),
  deliveryType: optional(choice(['Email', 'Sproom', 'Manual'], anyCase)),
  documentTemplateIds: optional(templateIds()),
} as const

const fields = object(shape)

/** Body of `POST /v1/customers`. */
export const newCustomer = object({
  customerNumber: optional(numberText()),
  ...shape,
  contacts: optional(list(object(customerContacts.entryShape), { max: MEMBERS_MAX })),
  departments: optional(list(object(customerDepartments.entryShape), { max: MEMBERS_MAX })),
}).meta({ id: 'NewCustomer' })

/** Body of `PATCH /v1/customers/{id}`. */
export const customerPatch = patch({
  customerNumber: numberText(),
  ...shape,
  metadata: optional(metadataPatch()),
}).meta({ id: 'CustomerPatch' })

/** Body of `POST /v1/customers`, checked. */
export type NewCustomer = z.output<typeof newCustomer>

/** Body of `PATCH /v1/customers/{id}`, checked. */
export type CustomerPatch = z.output<typeof customerPatch>

/** What is written of a customer: every field has its value. */
export type CustomerFields = Omit<
  Complete<z.output<typeof fields>>,
  'currency' | 'documentTemplateIds'
> & {
  readonly customerNumber: string
  readonly currency: string
  readonly documentTemplateIds: TemplateIds
}

/** The names of {@link CustomerFields}, which are columns in snake case. */
export const CUSTOMER_FIELDS = [
  'customerNumber',
  ...Object.keys(shape),
] as readonly (keyof CustomerFields)[]
