import type { Context } from '../../../kernel/context.ts'
import type { Draft } from './draft.ts'
import { lockDraft } from './draft-queries.ts'
import { alreadyBooked, draftNotFound } from './errors.ts'

/** A draft that may still change, locked. Throws `DRAFT_JOURNAL_ENTRY_NOT_FOUND`, `DRAFT_ALREADY_BOOKED`. */
export async function lockedDraft({ tx, company }: Context, id: string): Promise<Draft> {
  const draft = await lockDraft(tx, company.id, id)
  if (draft === undefined) throw draftNotFound(id)
  if (draft.journalEntryId !== null) throw alreadyBooked(draft.journalEntryId)
  return draft
}
