import {
  BadRequest,
  type CallerError,
  type ErrorDetails,
  NotFound,
} from '../../../kernel/errors.ts'

/** A business rule that an entry breaks, with the line at fault where there is one (ledger.md 1). */
export function refused(code: string, message: string, details?: ErrorDetails): BadRequest {
  return new BadRequest(code, message, details)
}

/** `404` for something an entry names that does not exist in this company. */
export function unknownReference(
  resource: 'LEDGER' | 'CUSTOMER' | 'VENDOR' | 'VAT_CODE' | 'DIMENSION_VALUE',
  id: string,
  lineIndex?: number,
): NotFound {
  const words = resource === 'LEDGER' ? 'account' : resource.toLowerCase().replaceAll('_', ' ')
  return new NotFound(`${resource}_NOT_FOUND`, `There is no ${words} ${id} in this company.`, {
    resource,
    id,
    ...(lineIndex === undefined ? {} : { lineIndex }),
  })
}

/** The same error with more details, e.g. the place of its entry in a batch. */
export function withDetails<E extends CallerError>(error: E, details: ErrorDetails): CallerError {
  const { code, message } = error
  const all = { ...details, ...error.details }
  return error instanceof NotFound
    ? new NotFound(code, message, all)
    : new BadRequest(code, message, all)
}
