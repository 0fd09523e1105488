import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import {
  findVendorRow,
  listVendorRows,
  type VendorFilter,
  type VendorRow,
} from './vendor-queries.ts'
import { type VendorAnswer, vendorView } from './vendor-view.ts'

/** The vendors that match, inactive ones included, by number. */
export async function listVendors(ctx: Context, filter: VendorFilter): Promise<VendorAnswer[]> {
  const rows = await listVendorRows(ctx.tx, ctx.company.id, filter)
  return rows.map(vendorView)
}

/**
 * A vendor as stored.
 * @throws NotFound `VENDOR_NOT_FOUND`
 */
export async function getVendorRow(ctx: Context, id: string): Promise<VendorRow> {
  const row = await findVendorRow(ctx.tx, ctx.company.id, id)
  if (row === undefined) throw notFound('VENDOR', id)
  return row
}

/** A vendor; throws as {@link getVendorRow}. */
export async function getVendor(ctx: Context, id: string): Promise<VendorAnswer> {
  return vendorView(await getVendorRow(ctx, id))
}
