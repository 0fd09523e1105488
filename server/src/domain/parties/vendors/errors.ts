/** What may be wrong with a vendor (catalog.md 3). */
import { BadRequest } from '../../../kernel/errors.ts'

/** `400 VENDOR_NUMBER_ALREADY_EXISTS`. */
export function vendorNumberExists(vendorNumber: string): BadRequest {
  const message = `Another vendor has number ${vendorNumber}; choose another number.`
  return new BadRequest('VENDOR_NUMBER_ALREADY_EXISTS', message, { vendorNumber })
}

/** `400 VENDOR_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS`. */
export function vendorExternalIdExists(externalSystemId: string | null): BadRequest {
  const message = `Another vendor has externalSystemId ${externalSystemId}.`
  return new BadRequest('VENDOR_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS', message, { externalSystemId })
}

/** `400 VENDOR_IN_USE`. */
export function vendorInUse(): BadRequest {
  const message = 'Entries or documents name the vendor; set its status to INACTIVE instead.'
  return new BadRequest('VENDOR_IN_USE', message)
}
