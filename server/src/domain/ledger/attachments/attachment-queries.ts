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
