import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { Draft, DraftContent } from './draft.ts'

/** What the ledger's head says that drafts are shown by. */
export interface LedgerState {
  readonly setupVersion: string
  readonly lockedThrough: string | null
}

/** The version of the set-up and the period lock, without a lock of its own. */
export async function findLedgerState(tx: Transaction, company: CompanyId): Promise<LedgerState> {
  const state = await tx.one<LedgerState>(sql`
    select setup_version as "setupVersion", locked_through as "lockedThrough"
    from ledger_heads where company_id = ${company}`)
  if (state === undefined) throw new Error(`company ${company} has no ledger`)
  return state
}

/** Columns of a draft under the names of `Draft`; the table is `d`. */
export const DRAFT_COLUMNS = sql`
  d.id, d.status, d.api_version as "apiVersion", d.content, d.journal_entry_id as "journalEntryId",
  d.created_at as "createdAt", d.updated_at as "updatedAt"`

/** A draft, or `undefined`. */
export function findDraft(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<Draft | undefined> {
  return tx.one(sql`
    select ${DRAFT_COLUMNS} from draft_journal_entries d
    where d.company_id = ${company} and d.id = ${id}`)
}

/** A draft that nobody else can book, change or delete until the transaction ends. */
export function lockDraft(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<Draft | undefined> {
  return tx.one(sql`
    select ${DRAFT_COLUMNS} from draft_journal_entries d
    where d.company_id = ${company} and d.id = ${id} for update`)
}

/** What of a draft stands in columns beside its content: filters, and what is in use. */
export interface DraftIndex {
  /** Whole units of the currency, decimal text. */
  readonly amount: string
  readonly customerIds: readonly string[]
  readonly vendorIds: readonly string[]
  readonly accountIds: readonly string[]
  readonly vatCodeIds: readonly string[]
  readonly tagIds: readonly string[]
}

/** A draft to be stored. */
export type IndexedDraft = Pick<Draft, 'id' | 'apiVersion' | 'content' | 'updatedAt'> & {
  readonly index: DraftIndex
}

/** Stores new drafts. */
export function insertDrafts(
  tx: Transaction,
  company: CompanyId,
  drafts: readonly IndexedDraft[],
): void {
  tx.run(sql`
    insert into draft_journal_entries (company_id, id, api_version, content, entry_type, date, amount,
      customer_ids, vendor_ids, account_ids, vat_code_ids, tag_ids, journal_category_id, description,
      reference, external_system_id, created_at, updated_at)
    select ${company}, id, api_version, content, entry_type, date, amount, customer_ids, vendor_ids,
      account_ids, vat_code_ids, tag_ids, journal_category_id, description, reference,
      external_system_id, updated_at, updated_at
    from json_to_recordset(${JSON.stringify(drafts.map(rowOf))}) as d (id uuid, api_version smallint,
      content jsonb, entry_type text, date date, amount numeric, customer_ids uuid[],
      vendor_ids uuid[], account_ids uuid[], vat_code_ids uuid[], tag_ids uuid[],
      journal_category_id uuid, description text, reference text, external_system_id text,
      updated_at timestamptz)`)
}

/** Overwrites what a draft holds. */
export function updateDraft(tx: Transaction, company: CompanyId, draft: IndexedDraft): void {
  const row = rowOf(draft)
  tx.run(sql`
    update draft_journal_entries set content = ${JSON.stringify(row.content)},
      entry_type = ${row.entry_type}, date = ${row.date}, amount = ${row.amount},
      customer_ids = ${row.customer_ids}, vendor_ids = ${row.vendor_ids},
      account_ids = ${row.account_ids}, vat_code_ids = ${row.vat_code_ids},
      tag_ids = ${row.tag_ids}, journal_category_id = ${row.journal_category_id},
      description = ${row.description}, reference = ${row.reference},
      external_system_id = ${row.external_system_id}, updated_at = ${row.updated_at}
    where company_id = ${company} and id = ${draft.id}`)
}

function rowOf({ id, apiVersion, content, index, updatedAt }: IndexedDraft) {
  const { entryType, date, journalCategoryId, description, reference, externalSystemId } = content
  return {
    ...{ id, api_version: apiVersion, content, entry_type: entryType, date, amount: index.amount },
    customer_ids: index.customerIds,
    vendor_ids: index.vendorIds,
    account_ids: index.accountIds,
    vat_code_ids: index.vatCodeIds,
    tag_ids: index.tagIds,
    journal_category_id: journalCategoryId,
    ...{ description, reference, external_system_id: externalSystemId, updated_at: updatedAt },
  } satisfies Record<string, string | number | null | readonly string[] | DraftContent>
}

/** Removes a draft; its attachments go with it. */
export function deleteDraft(tx: Transaction, company: CompanyId, id: string): void {
  tx.run(sql`delete from draft_journal_entries where company_id = ${company} and id = ${id}`)
}

/** Marks a draft as the entry it became, and hangs its attachments on that entry. */
export function markBooked(
  tx: Transaction,
  company: CompanyId,
  booked: { readonly id: string; readonly journalEntryId: string; readonly at: string },
): void {
  tx.run(sql`
    update draft_journal_entries set status = 'booked', journal_entry_id = ${booked.journalEntryId},
      updated_at = ${booked.at}
    where company_id = ${company} and id = ${booked.id}`)
  tx.run(sql`
    update attachments set entry_id = ${booked.journalEntryId}
    where company_id = ${company} and draft_id = ${booked.id}`)
}
