/** The contacts and departments of customers and vendors: four lists that follow the same rules. */
import { z } from 'zod'
import {
  boolean,
  country,
  email,
  optional,
  text,
  uuid,
  withDefault,
} from '../../../platform/http/fields.ts'
import type { MemberNoun } from '../defaults.ts'
import { gln, reachShape } from '../party-fields.ts'

/** A member's writable fields by name, as a request gives them. */
export type MemberFields = Readonly<Record<string, unknown>>

/** A stored contact or department; its other fields are columns of the same names. */
export interface MemberRow extends MemberFields {
  readonly id: string
  readonly name: string
  readonly isDefault: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

/** Whose members a list holds. */
export type PartyNoun = 'customer' | 'vendor'

/** One of the four lists. */
export interface MemberKind {
  readonly party: PartyNoun
  readonly noun: MemberNoun
  /** Request fields of an entry in the party's own create. */
  readonly entryShape: Readonly<Record<string, z.ZodType>>
  /** Request fields of its own create and update. */
  readonly shape: Readonly<Record<string, z.ZodType>>
  readonly answer: z.ZodType
}

const contactShape = {
  name: text({ max: 100 }),
  email: optional(email()),
  phone: optional(text({ max: 50 })),
  title: optional(text({ max: 100 })),
  isDefault: withDefault(boolean(), false),
} as const

const departmentShape = {
  name: text({ max: 100 }),
  isDefault: withDefault(boolean(), false),
  isActive: withDefault(boolean(), true),
  eanNumber: optional(gln()),
  ...reachShape,
  countryCode: optional(country()),
  reference: optional(text({ max: 100 })),
} as const

const nullableText = z.string().nullable()
const identity = { id: z.uuid(), name: z.string(), isDefault: z.boolean() }
const timestamps = { createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() }
const contactAnswer = { email: nullableText, phone: nullableText, title: nullableText }

const Department = z
  .object({
    ...identity,
    isActive: z.boolean(),
    eanNumber: nullableText,
    email: nullableText,
    phone: nullableText,
    address: nullableText,
    city: nullableText,
    postalCode: nullableText,
    countryCode: nullableText,
    attention: nullableText,
    reference: nullableText,
    ...timestamps,
  })
  .meta({ id: 'Department' })

/** A customer's contacts, each possibly of one of its departments. */
export const customerContacts = {
  party: 'customer',
  noun: 'contact',
  entryShape: contactShape,
  shape: { ...contactShape, departmentId: optional(uuid()) },
  answer: z
    .object({ ...identity, ...contactAnswer, departmentId: z.uuid().nullable(), ...timestamps })
    .meta({ id: 'CustomerContact' }),
} as const satisfies MemberKind

/** A vendor's contacts, of which there is always one. */
export const vendorContacts = {
  party: 'vendor',
  noun: 'contact',
  entryShape: contactShape,
  shape: contactShape,
  answer: z.object({ ...identity, ...contactAnswer, ...timestamps }).meta({ id: 'VendorContact' }),
} as const satisfies MemberKind

/** A customer's departments. */
export const customerDepartments = {
  party: 'customer',
  noun: 'department',
  entryShape: departmentShape,
  shape: departmentShape,
  answer: Department,
} as const satisfies MemberKind

/** A vendor's departments. */
export const vendorDepartments = { ...customerDepartments, party: 'vendor' } as const

/** `CUSTOMER_CONTACT` and its like: the resource of error codes. */
export function resourceOf(kind: MemberKind): string {
  return `${kind.party}_${kind.noun}`.toUpperCase()
}

/** Whether the member counts for the default; contacts are always active. */
export function isActive(member: MemberFields): boolean {
  return member['isActive'] !== false
}
