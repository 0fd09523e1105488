export {
  type AttachmentFile,
  type AttachmentInput,
  readAttachments,
} from './attachment.ts'
export {
  type AttachmentOwner,
  type AttachmentRow,
  deleteDraftAttachments,
  findStoredFile,
  insertAttachments,
  listAttachments,
  listDraftAttachments,
} from './attachment-queries.ts'
export { attachmentView } from './attachment-view.ts'
export { ATTACHMENT_LINKS } from './list-entry-attachments.ts'
