import { BadRequest, notFound, type NotFound } from '../../../kernel/errors.ts'

/** `400`: a draft that became an entry changes no more. */
export function alreadyBooked(journalEntryId: string): BadRequest {
  const message = `The draft is booked as journal entry ${journalEntryId}; it no longer changes.`
  return new BadRequest('DRAFT_ALREADY_BOOKED', message, { journalEntryId })
}

/** `404`: no such draft in this company. */
export function draftNotFound(id: string): NotFound {
  return notFound('DRAFT_JOURNAL_ENTRY', id)
}
