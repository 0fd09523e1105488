import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { AttachmentFile } from './attachment.ts'

/** What an attachment hangs on. */
export type AttachmentOwner = { readonly entryId: string } | { readonly draftId: string }

/** An attachment without its bytes. */
export interface AttachmentRow {
  readonly id: string
  readonly fileName: string
  readonly mimeType: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
  readonly createdAt: string
}

/** Stores files in the order sent; equal bytes are kept once per company. */
export function insertAttachments(
  tx: Transaction,
  company: CompanyId,
  owner: AttachmentOwner,
  files: readonly AttachmentFile[],
  createdAt: string,
): void {
  if (files.length === 0) return
  // In one order everywhere, so that two writers of the same files cannot lock each other out.
  const distinct = [...new Map(files.map((file) => [file.sha256, file])).values()]
  distinct.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  tx.run(sql`
    insert into files (company_id, sha256, size, content, created_at)
    select ${company}, decode(sha256, 'hex'), size, content, ${createdAt}
    from unnest(${distinct.map((file) => file.sha256)}::text[],
      ${distinct.map((file) => file.size)}::int[],
      ${distinct.map((file) => file.content)}::bytea[]) as file (sha256, size, content)
    on conflict do nothing`)
  const { entryId, draftId } = { entryId: null, draftId: null, ...owner }
  const rows = files.map(({ fileName, mimeType, size, sha256 }, position) => ({
    ...{ id: uuidv7(), position, file_name: fileName, mime_type: mimeType, size, sha256 },
  }))
  tx.run(sql`
    insert into attachments (company_id, id, entry_id, draft_id, position, file_name, mime_type, size,
      sha256, created_at)
    select ${company}, id, ${entryId}, ${draftId}, position, file_name, mime_type, size,
      decode(sha256, 'hex'), ${createdAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}) as file (id uuid, position smallint, file_name text,
      mime_type text, size int, sha256 text)`)
}

/** The attachments of an entry or a draft, in the order sent. */
export function listAttachments(
  tx: Transaction,
  company: CompanyId,
  owner: AttachmentOwner,
): Promise<AttachmentRow[]> {
  const { entryId, draftId } = { entryId: null, draftId: null, ...owner }
  return tx.rows(sql`
    select id, file_name as "fileName", mime_type as "mimeType", size,
      encode(sha256, 'hex') as sha256, created_at as "createdAt"
    from attachments
    where company_id = ${company} and (entry_id = ${entryId} or draft_id = ${draftId})
    order by position`)
}

/** Whether the company has this posted entry. */
export async function entryExists(
  tx: Transaction,
  company: CompanyId,
  entryId: string,
): Promise<boolean> {
  const row = await tx.one(sql`
    select 1 as found from journal_entries where company_id = ${company} and id = ${entryId}`)
  return row !== undefined
}

/** A stored file as it is downloaded. */
export interface StoredFile {
  readonly fileName: string
  readonly mimeType: string
  readonly content: Buffer
}

/** An attachment with its bytes. */
export function findStoredFile(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<StoredFile | undefined> {
  return tx.one(sql`
    select a.file_name as "fileName", a.mime_type as "mimeType", f.content
    from attachments a
    join files f on f.company_id = a.company_id and f.sha256 = a.sha256
    where a.company_id = ${company} and a.id = ${id}`)
}

/** The attachments of drafts by draft, in the order sent. */
export async function listDraftAttachments(
  tx: Transaction,
  company: CompanyId,
  draftIds: readonly string[],
): Promise<ReadonlyMap<string, AttachmentRow[]>> {
  const rows = await tx.rows<AttachmentRow & { readonly draftId: string }>(sql`
    select draft_id as "draftId", id, file_name as "fileName", mime_type as "mimeType", size,
      encode(sha256, 'hex') as sha256, created_at as "createdAt"
    from attachments
    where company_id = ${company} and draft_id = any(${draftIds}::uuid[])
    order by position`)
  const byDraft = new Map<string, AttachmentRow[]>(draftIds.map((id) => [id, []]))
  for (const { draftId, ...row } of rows) byDraft.get(draftId)?.push(row)
  return byDraft
}

/** Takes every attachment off a draft; the bytes stay for whatever else holds them. */
export function deleteDraftAttachments(tx: Transaction, company: CompanyId, draftId: string): void {
  tx.run(sql`delete from attachments where company_id = ${company} and draft_id = ${draftId}`)
}
