/**
 * Customer groups and vendor groups: the same but for the control account, and the customers'
 * discount.
 */
import { z } from 'zod'
import {
  decimal,
  type Metadata,
  metadata,
  metadataPatch,
  numberText,
  optional,
  text,
  uuid,
  withDefault,
} from '../../../platform/http/fields.ts'

/** A group's own columns, as they are written. */
export interface GroupFields {
  readonly number: string
  readonly name: string
  readonly accountId: string
  /** Percent as decimal text; customer groups only. */
  readonly discount?: string
  readonly metadata: Metadata
}

/** A group as it is read, with its control account and how many it has. */
export interface GroupRow extends GroupFields {
  readonly id: string
  readonly accountNumber: number
  readonly accountName: string
  readonly members: number
  readonly createdAt: string
  readonly updatedAt: string
}

/** One of the two. */
export interface GroupKind {
  readonly party: 'customer' | 'vendor'
  readonly controlAccountType: 'ACCOUNTS_RECEIVABLE' | 'ACCOUNTS_PAYABLE'
  /** Fields of a create and of an update. */
  readonly shape: Readonly<Record<string, z.ZodType>>
  readonly patchShape: Readonly<Record<string, z.ZodType>>
  readonly answer: z.ZodType
}

const shape = {
  number: optional(numberText()),
  name: text({ max: 100 }),
  accountId: uuid(),
  metadata: withDefault(metadata(), {}),
} as const

const patchShape = {
  ...shape,
  number: numberText(),
  metadata: optional(metadataPatch()),
} as const

const discount = withDefault(decimal({ places: 2, min: 0, max: 100 }), '0')

const answer = {
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  accountId: z.uuid(),
  accountNumber: z.int(),
  accountName: z.string(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
} as const

const timestamps = { createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() }

/** Groups of customers: they decide the receivables account and the usual discount. */
export const customerGroups = {
  party: 'customer',
  controlAccountType: 'ACCOUNTS_RECEIVABLE',
  shape: { ...shape, discount },
  patchShape: { ...patchShape, discount },
  answer: z
    .object({ ...answer, discount: z.number(), customerCount: z.int(), ...timestamps })
    .meta({ id: 'CustomerGroup' }),
} as const satisfies GroupKind

/** Groups of vendors: they decide the payables account. */
export const vendorGroups = {
  party: 'vendor',
  controlAccountType: 'ACCOUNTS_PAYABLE',
  shape,
  patchShape,
  answer: z.object({ ...answer, vendorCount: z.int(), ...timestamps }).meta({ id: 'VendorGroup' }),
} as const satisfies GroupKind

/** `CUSTOMER_GROUP` or `VENDOR_GROUP`: the resource of error codes. */
export function resourceOf(kind: GroupKind): string {
  return `${kind.party}_group`.toUpperCase()
}

/** The columns of a group that a request writes. */
export function fieldsOf(kind: GroupKind): readonly (keyof GroupFields)[] {
  return Object.keys(kind.shape) as (keyof GroupFields)[]
}
