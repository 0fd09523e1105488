export {
  type AttachmentFile,
  type AttachmentInput,
  attachmentSchema,
  readAttachments,
} from './attachment.ts'
export {
  type AttachmentOwner,
  type AttachmentRow,
  insertAttachments,
  listAttachments,
} from './attachment-queries.ts'
