import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { type FieldError, ValidationFailed } from '../../../kernel/errors.ts'
import { audit, changes } from '../../../platform/audit/audit.ts'
import { min } from '../../../platform/http/fields.ts'
import { failure } from '../../../platform/http/validation.ts'
import {
  type AttachmentFile,
  deleteDraftAttachments,
  insertAttachments,
  listAttachments,
  readAttachments,
} from '../attachments/index.ts'
import { type EntryInput } from '../journal/entry.ts'
import { entryInput } from '../journal/entry-input.ts'
import type { EntryBody } from '../journal/entry-schema.ts'
import { bodyOf, type Draft, type DraftContent, patched } from './draft.ts'
import { storableFacts } from './draft-facts.ts'
import { draftIndex } from './draft-index.ts'
import { checkDraft } from './draft-problems.ts'
import { updateDraft as storeDraft } from './draft-queries.ts'
import { type DraftView, viewDrafts } from './draft-view.ts'
import { lockedDraft } from './locked-draft.ts'

/**
 * Changes a draft by merge patch: absent stays, `null` clears, arrays are replaced whole. A patch that changes
 * nothing leaves no trace. Throws `DRAFT_JOURNAL_ENTRY_NOT_FOUND`, `DRAFT_ALREADY_BOOKED`.
 */
export async function updateDraft(ctx: Context, id: string, patch: EntryBody): Promise<DraftView> {
  const { company } = ctx
  const draft = await lockedDraft(ctx, id)
  const content = patched(draft.content, patch, company.baseCurrency)
  const whole = checkedInput(draft, content)
  const files = patch.attachments === undefined ? undefined : readAttachments(patch.attachments)
  const place = { apiVersion: draft.apiVersion, baseCurrency: content.currency, prefix: '' }
  const sent = entryInput(patch, place, [])
  const facts = await storableFacts(ctx, [whole, sent])
  checkDraft(sent, whole, facts)
  const before = { ...draft.content, attachments: await presentFiles(ctx, id) }
  const after = { ...content, attachments: files?.map(metadata) ?? before.attachments }
  const changed = changes(before, after)
  let updated: Draft = draft
  if (changed !== null) {
    const updatedAt = timestamp(ctx.clock.now())
    updated = { ...draft, content, updatedAt }
    storeDraft(ctx.tx, company.id, { ...updated, index: draftIndex(whole, facts) })
    if (files !== undefined && 'attachments' in changed.after)
      replaceFiles(ctx, id, files, updatedAt)
    audit(ctx, { action: 'draft_journal_entry.update', resourceId: id, ...changed })
  }
  const [view] = await viewDrafts(ctx, [updated])
  if (view === undefined) throw new Error('a draft without a view')
  return view
}

/** The whole draft after the patch, down to the decimals of its currency and the order of its dates. */
function checkedInput({ apiVersion }: Draft, content: DraftContent): EntryInput {
  const failures: FieldError[] = []
  const place = { apiVersion, baseCurrency: content.currency, prefix: '' }
  const input = entryInput(bodyOf(content), place, failures)
  const { date, dueDate } = content
  if (date !== null && dueDate !== null && dueDate < date)
    failures.push(failure('dueDate', min(date)))
  if (failures.length > 0) throw new ValidationFailed(failures)
  return input
}

type FileMetadata = Pick<AttachmentFile, 'fileName' | 'mimeType' | 'size' | 'sha256'>

function metadata({ fileName, mimeType, size, sha256 }: FileMetadata): FileMetadata {
  return { fileName, mimeType, size, sha256 }
}

async function presentFiles({ tx, company }: Context, draftId: string): Promise<FileMetadata[]> {
  return (await listAttachments(tx, company.id, { draftId })).map(metadata)
}

function replaceFiles(
  { tx, company }: Context,
  draftId: string,
  files: readonly AttachmentFile[],
  at: string,
): void {
  deleteDraftAttachments(tx, company.id, draftId)
  insertAttachments(tx, company.id, { draftId }, files, at)
}
