import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import {
  type CustomerFilter,
  type CustomerRow,
  findCustomerRow,
  listCustomerRows,
} from './customer-queries.ts'
import { type CustomerAnswer, customerView } from './customer-view.ts'

/** The customers that match, inactive ones included, by number. */
export async function listCustomers(
  ctx: Context,
  filter: CustomerFilter,
): Promise<CustomerAnswer[]> {
  const rows = await listCustomerRows(ctx.tx, ctx.company.id, filter)
  return rows.map(customerView)
}

/**
 * A customer as stored.
 * @throws NotFound `CUSTOMER_NOT_FOUND`
 */
export async function getCustomerRow(ctx: Context, id: string): Promise<CustomerRow> {
  const row = await findCustomerRow(ctx.tx, ctx.company.id, id)
  if (row === undefined) throw notFound('CUSTOMER', id)
  return row
}

/** A customer; throws as {@link getCustomerRow}. */
export async function getCustomer(ctx: Context, id: string): Promise<CustomerAnswer> {
  return customerView(await getCustomerRow(ctx, id))
}
