import type { CompanyId, Transaction } from '../../../../kernel/context.ts'
import { sql } from '../../../../platform/db/sql.ts'
import type { Account, SystemRole } from './account.ts'

const COLUMNS = sql`id, name, name_en as "nameEn", account_number as "accountNumber",
  public_account_id as "publicAccountId", ledger_type as "ledgerType",
  account_classification as "accountClassification", control_account_type as "controlAccountType",
  vat_code_id as "vatCodeId", system_role as "systemRole", total_from as "totalFrom",
  total_intervals as "totalIntervals", is_active as "isActive"`

/** The chart in the order of public numbers; active accounts only, unless asked for all. */
export function listAccounts(
  tx: Transaction,
  company: CompanyId,
  options: { includeInactive: boolean },
): Promise<Account[]> {
  return tx.rows<Account>(sql`
    select ${COLUMNS} from accounts
    where company_id = ${company} and (is_active or ${options.includeInactive})
    order by public_account_id, account_number`)
}

/** The account of an id. */
export function findAccount(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<Account | undefined> {
  return tx.one<Account>(sql`
    select ${COLUMNS} from accounts where company_id = ${company} and id = ${id}`)
}

/** Whether another account than `id` has the number. */
export async function isNumberTaken(
  tx: Transaction,
  company: CompanyId,
  accountNumber: number,
  id: string,
): Promise<boolean> {
  const found = await tx.one(sql`
    select 1 from accounts
    where company_id = ${company} and account_number = ${accountNumber} and id <> ${id}`)
  return found !== undefined
}

/** Stores new accounts in one statement. */
export function insertAccounts(
  tx: Transaction,
  company: CompanyId,
  accounts: readonly Account[],
  createdAt: string,
): void {
  tx.run(sql`
    insert into accounts (company_id, id, account_number, public_account_id, name, name_en,
      ledger_type, account_classification, control_account_type, vat_code_id, system_role,
      total_from, total_intervals, is_active, created_at, updated_at)
    select ${company}, id, "accountNumber", "publicAccountId", name, "nameEn", "ledgerType",
      "accountClassification", "controlAccountType", "vatCodeId", "systemRole", "totalFrom",
      nullif("totalIntervals", 'null'), "isActive", ${createdAt}::timestamptz,
      ${createdAt}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(accounts)}) as account (id uuid,
      "accountNumber" integer, "publicAccountId" integer, name text, "nameEn" text,
      "ledgerType" text, "accountClassification" text, "controlAccountType" text,
      "vatCodeId" uuid, "systemRole" text, "totalFrom" integer, "totalIntervals" jsonb,
      "isActive" boolean)`)
}

/** Stores every field of an account anew. */
export function updateAccount(
  tx: Transaction,
  company: CompanyId,
  account: Account,
  updatedAt: string,
): void {
  const intervals = account.totalIntervals && JSON.stringify(account.totalIntervals)
  tx.run(sql`
    update accounts set account_number = ${account.accountNumber},
      public_account_id = ${account.publicAccountId}, name = ${account.name},
      name_en = ${account.nameEn}, ledger_type = ${account.ledgerType},
      account_classification = ${account.accountClassification},
      control_account_type = ${account.controlAccountType}, vat_code_id = ${account.vatCodeId},
      system_role = ${account.systemRole}, total_from = ${account.totalFrom},
      total_intervals = ${intervals}::jsonb, is_active = ${account.isActive},
      updated_at = ${updatedAt}
    where company_id = ${company} and id = ${account.id}`)
}

/** Takes a role from the account that has it, if that is another than `id`; the account's id. */
export async function takeRole(
  tx: Transaction,
  company: CompanyId,
  role: SystemRole,
  by: { id: string; at: string },
): Promise<string | undefined> {
  const former = await tx.one<{ id: string }>(sql`
    update accounts set system_role = null, updated_at = ${by.at}
    where company_id = ${company} and system_role = ${role} and id <> ${by.id}
    returning id`)
  return former?.id
}

/** Removes an account that nothing refers to. */
export function deleteAccount(tx: Transaction, company: CompanyId, id: string): Promise<number> {
  return tx.run(sql`delete from accounts where company_id = ${company} and id = ${id}`)
}
