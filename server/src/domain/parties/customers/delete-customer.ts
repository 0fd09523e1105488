import type { Context } from '../../../kernel/context.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { lockLedger } from '../../companies/index.ts'
import { isInUse } from '../in-use.ts'
import { deleteCustomerRow, lockCustomers } from './customer-queries.ts'
import { customerInUse } from './errors.ts'
import { getCustomer } from './get-customer.ts'

/**
 * Deletes a customer that nothing ever named but its own contacts and departments.
 * @throws NotFound `CUSTOMER_NOT_FOUND`
 * @throws BadRequest `CUSTOMER_IN_USE`
 */
export async function deleteCustomer(ctx: Context, id: string): Promise<undefined> {
  // A posting reads its parties under this lock: it sees this one or does not, and never loses it.
  await lockLedger(ctx.tx, ctx.company.id)
  await lockCustomers(ctx.tx, ctx.company.id)
  const before = await getCustomer(ctx, id)
  try {
    await deleteCustomerRow(ctx.tx, ctx.company.id, id)
  } catch (error) {
    if (isInUse(error)) throw customerInUse()
    throw error
  }
  audit(ctx, { action: 'customer.delete', resourceId: id, before, after: null })
}
