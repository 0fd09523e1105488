import type { Announcement } from '../../../platform/outbox/announce.ts'
import type { CustomerFields } from './customer.ts'

/** The changed fields on both sides, as `changes` of the audit gives them. */
interface Changed {
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

function data(customerId: string, customer: CustomerFields): object {
  const { customerNumber, customerType, name, email, countryCode, vatZone } = customer
  const { isActive, externalSystemId, metadata } = customer
  return {
    ...{ customerId, customerNumber, customerType, name, email, countryCode, vatZone },
    ...{ isActive, externalSystemId, metadata },
  }
}

/** `customer.created` (platform.md 5.3). */
export function customerCreated(id: string, customer: CustomerFields): Announcement {
  return { topic: 'customer.created', data: data(id, customer) }
}

/** `customer.updated` with what changed, each field from and to. */
export function customerUpdated(
  id: string,
  customer: CustomerFields,
  changed: Changed,
): Announcement {
  const changes = Object.fromEntries(
    Object.entries(changed.after).map(([field, to]) => [
      field,
      { from: changed.before[field] ?? null, to },
    ]),
  )
  return { topic: 'customer.updated', data: { ...data(id, customer), changes } }
}
