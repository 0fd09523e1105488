import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { minor, minorNumber } from '../../../kernel/money.ts'
import { pageSchema } from '../../../platform/http/paging.ts'
import { type AttachmentRow, attachmentView, listDraftAttachments } from '../attachments/index.ts'

import { ENTRY_TYPES, type EntryInput } from '../journal/entry.ts'
import type { EntryFacts } from '../journal/entry-facts.ts'
import { digitsOf } from '../journal/entry-input.ts'
import { type Draft, DRAFT_STATUSES, draftAmount, draftInput } from './draft.ts'
import { draftFacts } from './draft-facts.ts'
import { draftLineView, viewLines } from './draft-line-view.ts'
import { bookingProblems, type Problem, viewProblem } from './draft-problems.ts'
import { alreadyBooked } from './errors.ts'

const nullableUuid = z.uuid().nullable()
const nullableText = z.string().nullable()
const nullableNumber = z.number().nullable()

/** A draft (ledger.md 9). */
export const draftView = z
  .object({
    id: z.uuid(),
    status: z.enum(DRAFT_STATUSES),
    apiVersion: z.literal([1, 2]),
    entryType: z.enum(ENTRY_TYPES),
    date: z.iso.date().nullable(),
    originalAmount: nullableNumber,
    amount: z.number(),
    lines: z.array(draftLineView),
    customerId: nullableUuid,
    vendorId: nullableUuid,
    description: nullableText,
    reference: nullableText,
    externalSystemId: nullableText,
    currency: z.string(),
    exchangeRate: nullableNumber,
    dueDate: z.iso.date().nullable(),
    tagIds: z.array(z.uuid()),
    journalCategoryId: nullableUuid,
    attachments: z.array(attachmentView),
    journalEntryId: nullableUuid,
    isBookable: z.boolean(),
    problems: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        details: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'DraftJournalEntry' })

/** The API object of a draft. */
export type DraftView = z.input<typeof draftView>

/** Answer of the lists. */
export const draftPageView = pageSchema(draftView).meta({ id: 'DraftJournalEntryPage' })

/** Answer of the batches. */
export const draftBatchView = z
  .object({ totalCreated: z.int(), entries: z.array(draftView) })
  .meta({ id: 'DraftJournalBatch' })

/** Drafts with their attachments and what would stop booking them now. */
export async function viewDrafts(ctx: Context, drafts: readonly Draft[]): Promise<DraftView[]> {
  const inputs = drafts.map(draftInput)
  const [facts, attachments] = await Promise.all([
    draftFacts(ctx, inputs),
    listDraftAttachments(
      ctx.tx,
      ctx.company.id,
      drafts.map((draft) => draft.id),
    ),
  ])
  return drafts.map((draft, index) => {
    const input = inputs[index] as EntryInput
    const problems =
      draft.journalEntryId === null
        ? bookingProblems(input, facts)
        : [alreadyBooked(draft.journalEntryId)]
    return viewDraft(draft, input, facts, {
      attachments: attachments.get(draft.id) ?? [],
      problems: problems.map(viewProblem),
    })
  })
}

function viewDraft(
  draft: Draft,
  input: EntryInput,
  facts: EntryFacts,
  more: { readonly attachments: readonly AttachmentRow[]; readonly problems: readonly Problem[] },
): DraftView {
  const { id, status, apiVersion, content, journalEntryId, createdAt, updatedAt } = draft
  const digits = digitsOf(input.currency)
  const shown = (amount: bigint): number => minorNumber(minor(amount), digits)
  return {
    ...{ id, status, apiVersion, journalEntryId, createdAt, updatedAt },
    entryType: content.entryType,
    date: content.date,
    originalAmount: input.originalAmount === null ? null : shown(input.originalAmount),
    amount: shown(draftAmount(input)),
    lines: viewLines(content, input, facts),
    customerId: content.customerId,
    vendorId: content.vendorId,
    description: content.description,
    reference: content.reference,
    externalSystemId: content.externalSystemId,
    currency: content.currency,
    exchangeRate: content.exchangeRate === null ? null : Number(content.exchangeRate),
    dueDate: content.dueDate,
    tagIds: [...input.tagIds],
    journalCategoryId: content.journalCategoryId,
    attachments: [...more.attachments],
    isBookable: more.problems.length === 0,
    problems: [...more.problems],
  }
}
