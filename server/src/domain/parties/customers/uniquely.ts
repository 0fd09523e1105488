import { brokenConstraint } from '../../../platform/db/database.ts'
import type { CustomerFields } from './customer.ts'
import { customerExternalIdExists, customerNumberExists } from './errors.ts'

/**
 * Awaits the write of a customer.
 * @throws BadRequest `CUSTOMER_NUMBER_ALREADY_EXISTS`, `CUSTOMER_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS`
 */
export async function uniquely(customer: CustomerFields, write: Promise<number>): Promise<void> {
  try {
    await write
  } catch (error) {
    const broken = brokenConstraint(error)
    if (broken === 'customers_number_unique') throw customerNumberExists(customer.customerNumber)
    if (broken === 'customers_external_id_unique') {
      throw customerExternalIdExists(customer.externalSystemId)
    }
    throw error
  }
}
