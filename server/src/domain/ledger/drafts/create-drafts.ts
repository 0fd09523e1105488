import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { CallerError, type FieldError, ValidationFailed } from '../../../kernel/errors.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { auditAll } from '../../../platform/audit/audit.ts'
import { insertAttachments, readAttachments } from '../attachments/index.ts'
import type { EntryInput } from '../journal/entry.ts'
import { entryInput } from '../journal/entry-input.ts'
import type { EntryBody } from '../journal/entry-schema.ts'
import { withDetails } from '../journal/errors.ts'
import { type Draft, newContent } from './draft.ts'
import { storableFacts } from './draft-facts.ts'
import { draftIndex } from './draft-index.ts'
import { checkDraft } from './draft-problems.ts'
import { insertDrafts } from './draft-queries.ts'
import { type DraftView, viewDrafts } from './draft-view.ts'

/** Drafts to be stored, all or none. */
export interface DraftRequest {
  readonly apiVersion: 1 | 2
  readonly bodies: readonly EntryBody[]
  /** Whether errors name their place in a batch. */
  readonly isBatch: boolean
}

/** Stores drafts in the order sent: whatever they still lack, what is there must be well-formed and exist. */
export async function createDrafts(ctx: Context, request: DraftRequest): Promise<DraftView[]> {
  const { tx, company } = ctx
  const inputs = readInputs(request, company.baseCurrency)
  const files = request.bodies.map((body, index) =>
    inBatch(request, index, () => readAttachments(body.attachments)),
  )
  const facts = await storableFacts(ctx, inputs)
  for (const [index, input] of inputs.entries()) {
    inBatch(request, index, () => checkDraft(input, input, facts))
  }
  const now = timestamp(ctx.clock.now())
  const drafts = request.bodies.map(
    (body): Draft => ({
      ...{ id: uuidv7(), status: 'draft', apiVersion: request.apiVersion },
      content: newContent(body, company.baseCurrency),
      ...{ journalEntryId: null, createdAt: now, updatedAt: now },
    }),
  )
  const indexes = inputs.map((input) => draftIndex(input, facts))
  insertDrafts(
    tx,
    company.id,
    drafts.flatMap((draft, index) => {
      const indexed = indexes[index]
      return indexed === undefined ? [] : [{ ...draft, index: indexed }]
    }),
  )
  for (const [index, { id }] of drafts.entries()) {
    insertAttachments(tx, company.id, { draftId: id }, files[index] ?? [], now)
  }
  auditAll(
    drafts.map(({ id, apiVersion, content }) => {
      const action = 'draft_journal_entry.create'
      const after = { apiVersion, ...content }
      return { ctx, event: { action, resourceId: id, before: null, after } }
    }),
  )
  return await viewDrafts(ctx, drafts)
}

function readInputs(
  { apiVersion, bodies, isBatch }: DraftRequest,
  baseCurrency: string,
): EntryInput[] {
  const failures: FieldError[] = []
  const inputs = bodies.map((body, index) => {
    const prefix = isBatch ? `entries.${index}.` : ''
    return entryInput(body, { apiVersion, baseCurrency, prefix }, failures)
  })
  if (failures.length > 0) throw new ValidationFailed(failures)
  return inputs
}

/** Runs one draft's part of a call; its errors name the draft's place in a batch. */
function inBatch<T>({ isBatch }: DraftRequest, entryIndex: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (isBatch && error instanceof CallerError) throw withDetails(error, { entryIndex })
    throw error
  }
}
