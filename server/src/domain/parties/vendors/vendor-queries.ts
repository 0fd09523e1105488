import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { join, sql } from '../../../platform/db/sql.ts'
import { columns, rowJson, selected } from '../column-queries.ts'
import { startsWith } from '../prefix-queries.ts'
import { VENDOR_FIELDS, type VendorFields } from './vendor.ts'

/** A vendor as it is read, with what it has from its group. */
export interface VendorRow extends VendorFields {
  readonly id: string
  readonly vendorGroupNumber: string
  readonly vendorGroupName: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** What `GET /v1/vendors` can be narrowed by; everything given must hold. */
export interface VendorFilter {
  readonly vendorNumber?: string | null
  readonly externalSystemId?: string | null
  readonly search?: string | null
}

const WRITTEN = columns(['id', ...VENDOR_FIELDS, 'createdAt', 'updatedAt'])
const CHANGED = columns([...VENDOR_FIELDS, 'updatedAt'])
const READ = selected('v', ['id', ...VENDOR_FIELDS, 'createdAt', 'updatedAt'])

const VENDORS = sql`
  select ${READ}, g.number as "vendorGroupNumber", g.name as "vendorGroupName"
  from vendors v
  join vendor_groups g on g.company_id = v.company_id and g.id = v.vendor_group_id`

/** The vendors that match, by number (natural order). */
export function listVendorRows(
  tx: Transaction,
  company: CompanyId,
  filter: VendorFilter,
): Promise<VendorRow[]> {
  const { vendorNumber, externalSystemId, search } = filter
  const conditions: Statement[] = [sql`v.company_id = ${company}`]
  if (vendorNumber != null) conditions.push(sql`v.vendor_number = ${vendorNumber}`)
  if (externalSystemId != null) conditions.push(sql`v.external_system_id = ${externalSystemId}`)
  if (search != null) conditions.push(startsWith('v', search))
  return tx.rows<VendorRow>(sql`
    ${VENDORS} where ${join(conditions, ' and ')}
    order by natural_order(v.vendor_number) collate "C", v.id`)
}

/** One vendor, if there is one. */
export function findVendorRow(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<VendorRow | undefined> {
  return tx.one<VendorRow>(sql`${VENDORS} where v.company_id = ${company} and v.id = ${id}`)
}

/** Locks a vendor until the transaction ends, so that two changes do not undo each other. */
export async function lockVendor(tx: Transaction, company: CompanyId, id: string): Promise<void> {
  await tx.one(sql`
    select 1 as locked from vendors where company_id = ${company} and id = ${id} for no key update`)
}

/** Whether the company has such a vendor group, which then stays until the transaction ends. */
export async function hasVendorGroup(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<boolean> {
  const row = await tx.one(sql`
    select 1 as found from vendor_groups
    where company_id = ${company} and id = ${id} for key share`)
  return row !== undefined
}

/** Whether the company has such an account. */
export async function hasAccount(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<boolean> {
  const row = await tx.one(sql`
    select 1 as found from accounts where company_id = ${company} and id = ${id}`)
  return row !== undefined
}

/** Stores a new vendor; rejects with the unique constraint of its number or external id. */
export function insertVendor(
  tx: Transaction,
  company: CompanyId,
  vendor: VendorFields & { readonly id: string; readonly createdAt: string },
): Promise<number> {
  const row = rowJson({ ...vendor, updatedAt: vendor.createdAt })
  return tx.run(sql`
    insert into vendors (company_id, ${WRITTEN})
    select ${company}::uuid, ${WRITTEN} from jsonb_populate_record(null::vendors, ${row})`)
}

/** Writes a vendor's fields; rejects as {@link insertVendor}. */
export function updateVendorRow(
  tx: Transaction,
  company: CompanyId,
  vendor: VendorFields & { readonly id: string; readonly updatedAt: string },
): Promise<number> {
  return tx.run(sql`
    update vendors set (${CHANGED}) =
      (select ${CHANGED} from jsonb_populate_record(null::vendors, ${rowJson(vendor)}))
    where company_id = ${company} and id = ${vendor.id}`)
}

/** Deletes a vendor with its contacts and departments; rejects when something else names it. */
export function deleteVendorRow(tx: Transaction, company: CompanyId, id: string): Promise<number> {
  return tx.run(sql`delete from vendors where company_id = ${company} and id = ${id}`)
}
