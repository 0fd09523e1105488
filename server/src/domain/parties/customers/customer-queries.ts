import type { CompanyId, Statement, Transaction } from '../../../kernel/context.ts'
import { join, sql } from '../../../platform/db/sql.ts'
import { columns, rowJson, selected } from '../column-queries.ts'
import { startsWith } from '../prefix-queries.ts'
import { CUSTOMER_FIELDS, type CustomerFields } from './customer.ts'

/** A customer as it is read, with what it has from its group. */
export interface CustomerRow extends CustomerFields {
  readonly id: string
  readonly customerGroupNumber: string
  readonly customerGroupName: string
  /** Percent as decimal text. */
  readonly groupDiscount: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** What `GET /v1/customers` can be narrowed by; everything given must hold. */
export interface CustomerFilter {
  readonly customerNumber?: string | null
  readonly externalSystemId?: string | null
  readonly metadata?: readonly (readonly [key: string, value: string])[] | null
  readonly isActive?: boolean | null
  readonly customerGroupId?: string | null
  readonly parentCustomerId?: string | null
  readonly search?: string | null
}

const WRITTEN = columns(['id', ...CUSTOMER_FIELDS, 'createdAt', 'updatedAt'])
const CHANGED = columns([...CUSTOMER_FIELDS, 'updatedAt'])
const READ = selected('c', ['id', ...CUSTOMER_FIELDS, 'createdAt', 'updatedAt'])

const CUSTOMERS = sql`
  select ${READ}, g.number as "customerGroupNumber", g.name as "customerGroupName",
    g.discount as "groupDiscount"
  from customers c
  join customer_groups g on g.company_id = c.company_id and g.id = c.customer_group_id`

/**
 * Waits for other writers of the company's customers: they allocate numbers and change families in
 * turn.
 */
export async function lockCustomers(tx: Transaction, company: CompanyId): Promise<void> {
  const name = `${company}/customers`
  await tx.one(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0)) is null as locked`)
}

/** The customers that match, by number (natural order). */
export function listCustomerRows(
  tx: Transaction,
  company: CompanyId,
  filter: CustomerFilter,
): Promise<CustomerRow[]> {
  const conditions = join([sql`c.company_id = ${company}`, ...conditionsOf(filter)], ' and ')
  return tx.rows<CustomerRow>(sql`
    ${CUSTOMERS} where ${conditions} order by natural_order(c.customer_number) collate "C", c.id`)
}

function conditionsOf(filter: CustomerFilter): Statement[] {
  const { customerNumber, externalSystemId, isActive, customerGroupId, parentCustomerId } = filter
  const conditions: Statement[] = []
  if (customerNumber != null) conditions.push(sql`c.customer_number = ${customerNumber}`)
  if (externalSystemId != null) conditions.push(sql`c.external_system_id = ${externalSystemId}`)
  if (isActive != null) conditions.push(sql`c.is_active = ${isActive}`)
  if (customerGroupId != null) conditions.push(sql`c.customer_group_id = ${customerGroupId}`)
  if (parentCustomerId != null) conditions.push(sql`c.parent_customer_id = ${parentCustomerId}`)
  if (filter.search != null) conditions.push(startsWith('c', filter.search))
  for (const [key, value] of filter.metadata ?? []) {
    conditions.push(sql`exists (
      select 1 from customer_metadata m where m.company_id = c.company_id
        and m.customer_id = c.id and m.key = ${key} and m.value = ${value})`)
  }
  return conditions
}

/** One customer, if there is one. */
export function findCustomerRow(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<CustomerRow | undefined> {
  return tx.one<CustomerRow>(sql`${CUSTOMERS} where c.company_id = ${company} and c.id = ${id}`)
}

/** What a customer's group decides. */
export type GroupFacts = Pick<
  CustomerRow,
  'customerGroupNumber' | 'customerGroupName' | 'groupDiscount'
>

/** A customer's group, if there is one; it cannot go until the transaction ends. */
export function findGroupFacts(
  tx: Transaction,
  company: CompanyId,
  groupId: string,
): Promise<GroupFacts | undefined> {
  return tx.one<GroupFacts>(sql`
    select number as "customerGroupNumber", name as "customerGroupName", discount as "groupDiscount"
    from customer_groups where company_id = ${company} and id = ${groupId} for key share`)
}

/** A parent as the rules see it, if there is such a customer. */
export function findParent(tx: Transaction, company: CompanyId, id: string) {
  return tx.one<{ id: string; isActive: boolean; parentCustomerId: string | null }>(sql`
    select id, is_active as "isActive", parent_customer_id as "parentCustomerId"
    from customers where company_id = ${company} and id = ${id}`)
}

/** Whether a customer has children, and whether it pays for any. */
export async function childrenOf(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<{ readonly hasChildren: boolean; readonly paysForChildren: boolean }> {
  const row = await tx.one<{ hasChildren: boolean; paysForChildren: boolean }>(sql`
    select count(*) > 0 as "hasChildren",
      count(*) filter (where billing_relationship = 'parent_pays') > 0 as "paysForChildren"
    from customers where company_id = ${company} and parent_customer_id = ${id}`)
  return row ?? { hasChildren: false, paysForChildren: false }
}

/** The next free number: one above the highest all-digit one. Take {@link lockCustomers} first. */
export async function nextCustomerNumber(tx: Transaction, company: CompanyId): Promise<string> {
  const row = await tx.one<{ highest: number | null }>(sql`
    select counted_number(customer_number) as highest from customers where company_id = ${company}
    order by counted_number(customer_number) desc nulls last limit 1`)
  return String((row?.highest ?? 0) + 1)
}

/** Stores a new customer; rejects with the unique constraint of its number or external id. */
export function insertCustomer(
  tx: Transaction,
  company: CompanyId,
  customer: CustomerFields & { readonly id: string; readonly createdAt: string },
): Promise<number> {
  const row = rowJson({ ...customer, updatedAt: customer.createdAt })
  return tx.run(sql`
    insert into customers (company_id, ${WRITTEN})
    select ${company}::uuid, ${WRITTEN} from jsonb_populate_record(null::customers, ${row})`)
}

/** Writes a customer's fields; rejects as {@link insertCustomer}. */
export function updateCustomerRow(
  tx: Transaction,
  company: CompanyId,
  customer: CustomerFields & { readonly id: string; readonly updatedAt: string },
): Promise<number> {
  return tx.run(sql`
    update customers set (${CHANGED}) =
      (select ${CHANGED} from jsonb_populate_record(null::customers, ${rowJson(customer)}))
    where company_id = ${company} and id = ${customer.id}`)
}

/** Deletes a customer with its contacts and departments; rejects when something else names it. */
export function deleteCustomerRow(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<number> {
  return tx.run(sql`delete from customers where company_id = ${company} and id = ${id}`)
}
