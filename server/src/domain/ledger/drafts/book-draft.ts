import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import type { CallerError } from '../../../kernel/errors.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { listAttachments } from '../attachments/index.ts'
import type { PostedEntry } from '../journal/entry.ts'
import { withDetails } from '../journal/errors.ts'
import { expandEntry, isComplete } from '../journal/expand-entry.ts'
import { openLedger } from '../journal/open-ledger.ts'
import { postEntries } from '../journal/post-entries.ts'
import { draftInput } from './draft.ts'
import { lockedFacts } from './draft-facts.ts'
import { bookingProblems, viewProblem } from './draft-problems.ts'
import { markBooked } from './draft-queries.ts'
import { lockedDraft } from './locked-draft.ts'

/**
 * Posts a draft as one entry, by the rules and rates of this moment, exactly once. The ledger is locked before the
 * draft, as everywhere. Throws the first problem with all of them in `details.problems`,
 * `DRAFT_JOURNAL_ENTRY_NOT_FOUND`, `DRAFT_ALREADY_BOOKED`.
 */
export async function bookDraft(ctx: Context, id: string): Promise<PostedEntry> {
  const { tx, company } = ctx
  const ledger = await openLedger(ctx)
  const draft = await lockedDraft(ctx, id)
  const input = draftInput(draft)
  const facts = await lockedFacts(ctx, ledger, input)
  refuseProblems(bookingProblems(input, facts))
  if (!isComplete(input)) throw new Error('an incomplete draft passed the rules')
  const entry = expandEntry(input, facts, { source: 'draft', sourceId: id })
  const storedFiles = await listAttachments(tx, company.id, { draftId: id })
  const [posted] = postEntries(ledger, [{ ctx, entry, storedFiles }])
  if (posted === undefined) throw new Error('a booked draft posted nothing')
  const journalEntryId = posted.id
  markBooked(tx, company.id, { id, journalEntryId, at: timestamp(ctx.clock.now()) })
  audit(ctx, {
    action: 'draft_journal_entry.book',
    resourceId: id,
    before: { status: 'draft', journalEntryId: null },
    after: { status: 'booked', journalEntryId },
  })
  return posted
}

function refuseProblems(problems: readonly CallerError[]): void {
  const [first] = problems
  if (first !== undefined) throw withDetails(first, { problems: problems.map(viewProblem) })
}
