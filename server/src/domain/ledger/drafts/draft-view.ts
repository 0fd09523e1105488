import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { minor, minorNumber } from '../../../kernel/money.ts'
import { pageSchema } from '../../../platform/http/paging.ts'
import { type AttachmentRow, attachmentView, listDraftAttachments } from '../attachments/index.ts'

import { controlLeg, appendsControlLeg, controlAccountId } from '../journal/control-leg.ts'
import { ENTRY_TYPES, type EntryInput, partyOf, type Side } from '../journal/entry.ts'
import type { EntryFacts } from '../journal/entry-facts.ts'
import { digitsOf } from '../journal/entry-input.ts'
import { type Draft, DRAFT_STATUSES, draftAmount, draftInput } from './draft.ts'
import { draftFacts } from './draft-facts.ts'
import { bookingProblems, type Problem, viewProblem } from './draft-problems.ts'
import { alreadyBooked } from './errors.ts'

const nullableUuid = z.uuid().nullable()
const nullableText = z.string().nullable()
const nullableNumber = z.number().nullable()

/** A line of a draft; the control line that booking appends is shown last. */
export const draftLineView = z
  .object({
    id: z.uuid(),
    lineNumber: z.int(),
    accountId: nullableUuid,
    accountNumber: z.int().nullable(),
    accountName: nullableText,
    debit: nullableNumber,
    credit: nullableNumber,
    vatCodeId: nullableUuid,
    vatCode: nullableText,
    customerId: nullableUuid,
    vendorId: nullableUuid,
    description: nullableText,
    tagIds: z.array(z.uuid()),
    hours: nullableNumber,
    generated: z.boolean(),
    lineKind: z.enum(['ENTRY', 'CONTROL']),
  })
  .meta({ id: 'DraftJournalLine' })

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
    lines: [
      ...sentLines(content.lines, input, facts),
      ...controlLines(content.controlLineId, input, facts),
    ],
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

type LineView = z.input<typeof draftLineView>

function sentLines(
  lines: Draft['content']['lines'],
  input: EntryInput,
  facts: EntryFacts,
): LineView[] {
  return input.lines.map((line, index) => ({
    id: lines[index]?.id ?? '',
    lineNumber: index + 1,
    ...accountNames(line.accountId, facts),
    ...sides(line.side, line.amount, input.currency),
    vatCodeId: line.vatCodeId,
    vatCode: facts.setup.vatCodes.get(line.vatCodeId ?? '')?.code ?? null,
    customerId: line.customerId,
    vendorId: line.vendorId,
    description: line.description,
    tagIds: [...line.tagIds],
    hours: line.hours === null ? null : Number(line.hours),
    generated: false,
    lineKind: 'ENTRY',
  }))
}

/** The leg that booking appends, once its party and amount are known (ledger.md 6.4). */
function controlLines(id: string, input: EntryInput, facts: EntryFacts): LineView[] {
  const { originalAmount, lines } = input
  const accountId = controlAccountId(input, facts)
  if (!appendsControlLeg(input) || accountId === undefined) return []
  if (originalAmount === null || originalAmount === 0n) return []
  const { side, amount } = controlLeg(input.entryType, originalAmount)
  const isCustomer = partyOf(input.entryType) === 'customer'
  return [
    {
      id,
      lineNumber: lines.length + 1,
      ...accountNames(accountId, facts),
      ...sides(side, amount, input.currency),
      vatCodeId: null,
      vatCode: null,
      customerId: isCustomer ? input.customerId : null,
      vendorId: isCustomer ? null : input.vendorId,
      description: null,
      tagIds: [],
      hours: null,
      generated: true,
      lineKind: 'CONTROL',
    },
  ]
}

function accountNames(accountId: string | null, { setup }: EntryFacts) {
  const account = accountId === null ? undefined : setup.accounts.get(accountId)
  return { accountId, accountNumber: account?.number ?? null, accountName: account?.name ?? null }
}

function sides(side: Side | null, amount: bigint | null, currency: string) {
  const shown = amount === null ? null : minorNumber(minor(amount), digitsOf(currency))
  return { debit: side === 'D' ? shown : null, credit: side === 'C' ? shown : null }
}
