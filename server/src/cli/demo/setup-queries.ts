import type { CompanyId, Transaction } from '../../kernel/context.ts'
import { sql } from '../../platform/db/sql.ts'

interface Row {
  readonly name: string
  readonly id: string
}

type Ids = ReadonlyMap<string, string>

function byName(rows: readonly Row[]): Ids {
  return new Map(rows.map(({ name, id }) => [name, id]))
}

/** Ids of the accounts by number. */
export async function listAccountIds(tx: Transaction, company: CompanyId): Promise<Ids> {
  return byName(
    await tx.rows<Row>(sql`
      select account_number::text as name, id from accounts where company_id = ${company}`),
  )
}

/** Ids of the VAT codes by code. */
export async function listVatCodeIds(tx: Transaction, company: CompanyId): Promise<Ids> {
  return byName(
    await tx.rows<Row>(sql`
      select vat_code as name, id from vat_codes where company_id = ${company}`),
  )
}

/** Ids of the first customer group, `customers`, and the first vendor group, `vendors`. */
export async function listGroupIds(tx: Transaction, company: CompanyId): Promise<Ids> {
  return byName(
    await tx.rows<Row>(sql`
      select 'customers' as name, id from customer_groups
      where company_id = ${company} and number = '1'
      union all
      select 'vendors', id from vendor_groups where company_id = ${company} and number = '1'`),
  )
}

/** Id of the company that the first start made. */
export async function findDemoCompany(tx: Transaction): Promise<CompanyId | undefined> {
  const row = await tx.one<{ value: CompanyId }>(sql`
    select value from installation where name = 'demo company'`)
  return row?.value
}

/** Remembers that the demo year was posted; fails on `installation_pkey` when it was before. */
export async function claimDemoYear(tx: Transaction, company: CompanyId): Promise<void> {
  await tx.run(sql`
    insert into installation (name, value) values ('demo year', ${JSON.stringify(company)})`)
}
