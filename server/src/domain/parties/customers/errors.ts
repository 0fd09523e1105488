/** What may be wrong with a customer (catalog.md 2.2). */
import { BadRequest } from '../../../kernel/errors.ts'
import type { ParentFault } from '../parent.ts'

/** `400 CUSTOMER_NUMBER_ALREADY_EXISTS`. */
export function customerNumberExists(customerNumber: string): BadRequest {
  const message = `Another customer has number ${customerNumber}; choose another number.`
  return new BadRequest('CUSTOMER_NUMBER_ALREADY_EXISTS', message, { customerNumber })
}

/** `400 CUSTOMER_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS`. */
export function customerExternalIdExists(externalSystemId: string | null): BadRequest {
  const message = `Another customer has externalSystemId ${externalSystemId}.`
  return new BadRequest('CUSTOMER_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS', message, { externalSystemId })
}

/** `400 CUSTOMER_PARENT_REQUIRED`. */
export function parentRequired(): BadRequest {
  const message =
    'A customer whose parent pays needs parentCustomerId; or set billingRelationship self.'
  return new BadRequest('CUSTOMER_PARENT_REQUIRED', message)
}

const FAULTS: Readonly<Record<ParentFault, string>> = {
  self: 'A customer cannot be its own parent.',
  inactive: 'The parent is inactive; activate it first.',
  parent_is_child: 'The parent has a parent itself; there is one level only.',
  has_children: 'The customer is the parent of others, so that it cannot have a parent.',
}

/** `400 CUSTOMER_PARENT_INVALID` with the reason. */
export function parentInvalid(reason: ParentFault): BadRequest {
  return new BadRequest('CUSTOMER_PARENT_INVALID', FAULTS[reason], { reason })
}

/** `400 CUSTOMER_CHILD_DETAILS_NOT_ALLOWED`. */
export function childDetailsNotAllowed(): BadRequest {
  const message =
    'includeChildDetailsPdf needs invoicingMode single_invoice and a customer that pays itself.'
  return new BadRequest('CUSTOMER_CHILD_DETAILS_NOT_ALLOWED', message)
}

/** `400 CUSTOMER_VAT_ZONE_COUNTRY_MISMATCH`. */
export function vatZoneCountryMismatch(vatZone: string, countryCode: string): BadRequest {
  const message = `VAT zone ${vatZone} does not fit country ${countryCode}; change one of them.`
  return new BadRequest('CUSTOMER_VAT_ZONE_COUNTRY_MISMATCH', message, { vatZone, countryCode })
}

/** `400 CUSTOMER_HAS_CHILDREN`. */
export function customerHasChildren(): BadRequest {
  const message = 'The customer pays for others; give them another parent before deactivating it.'
  return new BadRequest('CUSTOMER_HAS_CHILDREN', message)
}

/** `400 CUSTOMER_IN_USE`. */
export function customerInUse(): BadRequest {
  const message =
    'Documents, entries, payments or other customers name the customer; deactivate it.'
  return new BadRequest('CUSTOMER_IN_USE', message)
}
