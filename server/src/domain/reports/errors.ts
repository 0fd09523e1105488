import { BadRequest, NotFound } from '../../kernel/errors.ts'

/** `404 REPORT_NOT_FOUND`. */
export function reportNotFound(name: string): NotFound {
  const message = `There is no report ${name}; see the reference for those there are.`
  return new NotFound('REPORT_NOT_FOUND', message, { resource: 'REPORT', id: name })
}

/** `400 REPORT_RANGE_INVALID`: the period would end before it begins. */
export function reportRangeInvalid(from: string, to: string): BadRequest {
  const message = `The period ends on ${to}, before it begins on ${from}; send them in order.`
  return new BadRequest('REPORT_RANGE_INVALID', message, { from, to })
}

/** `400 REPORT_TOO_LARGE`: an answer of that many lines would not fit into memory. */
export function reportTooLarge(linesMax: number): BadRequest {
  const message = `More than ${linesMax} lines; ask for a shorter period or fewer accounts.`
  return new BadRequest('REPORT_TOO_LARGE', message, { linesMax })
}
