import type { CompanyId, Transaction } from '../../../../kernel/context.ts'
import { sql } from '../../../../platform/db/sql.ts'
import type { VatCode } from './vat-code.ts'

/** A code with the number and name of the accounts of its legs. */
export interface VatCodeWithAccounts extends VatCode {
  readonly accountToBookNumber: number
  readonly accountToBookName: string
  readonly contraAccountToBookNumber: number | null
  readonly contraAccountToBookName: string | null
}

const SELECT = sql`
  select code.id, code.vat_code as "vatCode", code.name, code.name_en as "nameEn",
    code.vat_rate as "vatRate", code.type, code.principle,
    code.account_to_book_id as "accountToBookId", book.account_number as "accountToBookNumber",
    book.name as "accountToBookName", code.contra_account_to_book_id as "contraAccountToBookId",
    contra.account_number as "contraAccountToBookNumber", contra.name as "contraAccountToBookName",
    code.deduction_rate as "deductionRate", code.is_active as "isActive",
    json_build_object('base', code.box_base, 'vat', code.box_vat, 'contra', code.box_contra)
      as boxes
  from vat_codes code
  join accounts book on book.company_id = code.company_id and book.id = code.account_to_book_id
  left join accounts contra on contra.company_id = code.company_id
    and contra.id = code.contra_account_to_book_id`

/** The codes by code point; active ones only, unless asked for all. */
export function listVatCodes(
  tx: Transaction,
  company: CompanyId,
  options: { includeInactive: boolean },
): Promise<VatCodeWithAccounts[]> {
  return tx.rows<VatCodeWithAccounts>(sql`${SELECT}
    where code.company_id = ${company} and (code.is_active or ${options.includeInactive})
    order by code.vat_code collate "C"`)
}

/** The code of an id. */
export function findVatCode(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<VatCodeWithAccounts | undefined> {
  return tx.one<VatCodeWithAccounts>(sql`${SELECT}
    where code.company_id = ${company} and code.id = ${id}`)
}

/** Whether another code than `id` is spelled so. */
export async function isVatCodeTaken(
  tx: Transaction,
  company: CompanyId,
  vatCode: string,
  id: string,
): Promise<boolean> {
  const found = await tx.one(sql`
    select 1 from vat_codes
    where company_id = ${company} and vat_code = ${vatCode} and id <> ${id}`)
  return found !== undefined
}

/** Stores new codes in one statement. */
export function insertVatCodes(
  tx: Transaction,
  company: CompanyId,
  codes: readonly VatCode[],
  createdAt: string,
): void {
  tx.run(sql`
    insert into vat_codes (company_id, id, vat_code, name, name_en, vat_rate, type, principle,
      account_to_book_id, contra_account_to_book_id, deduction_rate, box_base, box_vat, box_contra,
      is_active, created_at, updated_at)
    select ${company}, id, "vatCode", name, "nameEn", "vatRate", type, principle,
      "accountToBookId", "contraAccountToBookId", "deductionRate", boxes ->> 'base',
      boxes ->> 'vat', boxes ->> 'contra', "isActive", ${createdAt}::timestamptz,
      ${createdAt}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(codes)}) as code (id uuid, "vatCode" text, name text,
      "nameEn" text, "vatRate" numeric, type text, principle text, "accountToBookId" uuid,
      "contraAccountToBookId" uuid, "deductionRate" numeric, boxes jsonb, "isActive" boolean)`)
}

/** Stores every field of a code anew. */
export function updateVatCode(
  tx: Transaction,
  company: CompanyId,
  code: VatCode,
  updatedAt: string,
): void {
  tx.run(sql`
    update vat_codes set vat_code = ${code.vatCode}, name = ${code.name},
      name_en = ${code.nameEn}, vat_rate = ${code.vatRate}, type = ${code.type},
      principle = ${code.principle}, account_to_book_id = ${code.accountToBookId},
      contra_account_to_book_id = ${code.contraAccountToBookId},
      deduction_rate = ${code.deductionRate}, box_base = ${code.boxes.base},
      box_vat = ${code.boxes.vat}, box_contra = ${code.boxes.contra},
      is_active = ${code.isActive}, updated_at = ${updatedAt}
    where company_id = ${company} and id = ${code.id}`)
}

/** Removes a code that nothing refers to. */
export function deleteVatCode(tx: Transaction, company: CompanyId, id: string): void {
  tx.run(sql`delete from vat_codes where company_id = ${company} and id = ${id}`)
}
