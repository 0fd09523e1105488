import type { CompanyId, Transaction } from '../../kernel/context.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { sql } from '../../platform/db/sql.ts'

/** Stores customer group 1 and vendor group 1. */
export function insertFirstGroups(
  tx: Transaction,
  company: CompanyId,
  groups: {
    readonly names: { readonly customers: string; readonly vendors: string }
    readonly accounts: {
      readonly receivablesAccountId: string
      readonly payablesAccountId: string
    }
    readonly at: string
  },
): void {
  const { names, accounts, at } = groups
  tx.run(sql`
    insert into customer_groups (company_id, id, number, name, account_id, created_at, updated_at)
    values (${company}, ${uuidv7()}, '1', ${names.customers}, ${accounts.receivablesAccountId},
      ${at}, ${at})`)
  tx.run(sql`
    insert into vendor_groups (company_id, id, number, name, account_id, created_at, updated_at)
    values (${company}, ${uuidv7()}, '1', ${names.vendors}, ${accounts.payablesAccountId},
      ${at}, ${at})`)
}
