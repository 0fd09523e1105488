import { z } from 'zod'

/** Metadata of an attachment as answered with drafts (ledger.md 9); entries add the link to it. */
export const attachmentView = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    mimeType: z.string(),
    size: z.int().describe('Bytes.'),
    sha256: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Attachment' })
