import { z } from 'zod'
import { object, uuid } from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import type { SignedLinks } from '../../../platform/files/signed-links.ts'
import { attachmentView } from './attachment-view.ts'
import { listEntryAttachments } from './list-entry-attachments.ts'

/** Answer of `GET /v1/journal-entries/{id}/attachments`. */
const entryAttachmentView = attachmentView
  .extend({ downloadUrl: z.url().describe('Good for 15 minutes without a credential.') })
  .meta({ id: 'JournalEntryAttachment' })

/** Reading of the files of posted entries (ledger.md 7.5). */
export function attachmentsOperations(links: SignedLinks): readonly AnyOperation[] {
  return [
    operation({
      id: 'listJournalEntryAttachments',
      surface: 'public',
      method: 'GET',
      path: '/v1/journal-entries/{id}/attachments',
      tag: 'Journal Entries',
      summary: 'Get attachments for a journal entry',
      scope: 'journal-entries-read',
      status: 200,
      params: object({ id: uuid() }),
      answer: z.array(entryAttachmentView),
      errors: ['JOURNAL_ENTRY_NOT_FOUND'],
      run: (ctx, { params }) => listEntryAttachments(ctx, links, params.id),
    }),
  ]
}
