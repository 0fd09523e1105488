import type { CompanyId, Transaction } from '../../../../kernel/context.ts'
import { sql } from '../../../../platform/db/sql.ts'
import type { JournalCategory } from './journal-category.ts'

const COLUMNS = sql`id, name, is_default as "isDefault",
  allowed_journal_types as "allowedJournalTypes", is_active as "isActive"`

/** The default first, then by creation; active ones only, unless asked for all. */
export function listJournalCategories(
  tx: Transaction,
  company: CompanyId,
  options: { includeInactive: boolean },
): Promise<JournalCategory[]> {
  return tx.rows<JournalCategory>(sql`
    select ${COLUMNS} from journal_categories
    where company_id = ${company} and (is_active or ${options.includeInactive})
    order by is_default desc, id`)
}

/** The category of an id. */
export function findJournalCategory(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<JournalCategory | undefined> {
  return tx.one<JournalCategory>(sql`
    select ${COLUMNS} from journal_categories where company_id = ${company} and id = ${id}`)
}

/** Whether another category than `id` has the name, in any letter case. */
export async function isCategoryNameTaken(
  tx: Transaction,
  company: CompanyId,
  name: string,
  id: string,
): Promise<boolean> {
  const found = await tx.one(sql`
    select 1 from journal_categories
    where company_id = ${company} and lower(name) = lower(${name}) and id <> ${id}`)
  return found !== undefined
}

/** Stores a new category. */
export function insertJournalCategory(
  tx: Transaction,
  company: CompanyId,
  category: JournalCategory,
  createdAt: string,
): void {
  tx.run(sql`
    insert into journal_categories (company_id, id, name, is_default, allowed_journal_types,
      is_active, created_at, updated_at)
    values (${company}, ${category.id}, ${category.name}, ${category.isDefault},
      ${category.allowedJournalTypes}, ${category.isActive}, ${createdAt}, ${createdAt})`)
}

/** Stores every field of a category anew. */
export function updateJournalCategory(
  tx: Transaction,
  company: CompanyId,
  category: JournalCategory,
  updatedAt: string,
): void {
  tx.run(sql`
    update journal_categories set name = ${category.name}, is_default = ${category.isDefault},
      allowed_journal_types = ${category.allowedJournalTypes}, is_active = ${category.isActive},
      updated_at = ${updatedAt}
    where company_id = ${company} and id = ${category.id}`)
}

/** Takes the default from the category that has it; the category's id. */
export async function takeDefault(
  tx: Transaction,
  company: CompanyId,
  by: { id: string; at: string },
): Promise<string | undefined> {
  const former = await tx.one<{ id: string }>(sql`
    update journal_categories set is_default = false, updated_at = ${by.at}
    where company_id = ${company} and is_default and id <> ${by.id}
    returning id`)
  return former?.id
}

/** Removes a category that no entry refers to. */
export function deleteJournalCategory(tx: Transaction, company: CompanyId, id: string): void {
  tx.run(sql`delete from journal_categories where company_id = ${company} and id = ${id}`)
}

/** Whether an entry, or a draft that is not booked, names the category. */
export async function isJournalCategoryUsed(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<boolean> {
  const used = await tx.one(sql`
    select 1 where
      exists (select from journal_entries
        where company_id = ${company} and journal_category_id = ${id})
      or exists (select from draft_journal_entries
        where company_id = ${company} and status = 'draft' and journal_category_id = ${id})`)
  return used !== undefined
}
