import { BadRequest, type ErrorDetails } from '../../../kernel/errors.ts'

/** The year is closed: reopen it first. */
export function yearClosed(details: ErrorDetails): BadRequest {
  return new BadRequest(
    'FISCAL_YEAR_CLOSED',
    'The fiscal year is closed; reopen it first.',
    details,
  )
}
