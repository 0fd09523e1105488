import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import type { SignedLinks } from '../../../platform/files/signed-links.ts'
import { type AttachmentRow, entryExists, listAttachments } from './attachment-queries.ts'

/** Kind of the links to attachments, as it stands in their path. */
export const ATTACHMENT_LINKS = 'attachments'

/** The files of a posted entry, in the order sent, each with a link to its bytes. Throws `JOURNAL_ENTRY_NOT_FOUND`. */
export async function listEntryAttachments(
  { tx, company }: Context,
  links: SignedLinks,
  entryId: string,
): Promise<(AttachmentRow & { readonly downloadUrl: string })[]> {
  const [isThere, rows] = await Promise.all([
    entryExists(tx, company.id, entryId),
    listAttachments(tx, company.id, { entryId }),
  ])
  if (!isThere) throw notFound('JOURNAL_ENTRY', entryId)
  return rows.map((row) => ({
    ...row,
    downloadUrl: links.link(ATTACHMENT_LINKS, { company: company.id, id: row.id }),
  }))
}
