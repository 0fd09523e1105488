/**
 * Every error a caller may see. Domains subclass nothing: they construct one of the seven kinds with the
 * contract's stable code; surfaces translate a kind to their protocol once (HTTP: `status`).
 */

/** Context of an error code: plain JSON, safe to show to the caller. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** An error meant for the caller: stable `code`, a sentence that says what to do, and `details`. */
export abstract class CallerError extends Error {
  /** HTTP status of this kind of error. */
  abstract readonly status: number
  readonly code: string
  readonly details: ErrorDetails | undefined

  constructor(code: string, message: string, details?: ErrorDetails) {
    super(message)
    this.name = new.target.name
    this.code = code
    this.details = details
  }
}

/** The request breaks a rule (`400`). */
export class BadRequest extends CallerError {
  readonly status = 400
}

/** The caller is not who it says, or says nothing (`401`). */
export class Unauthorized extends CallerError {
  readonly status = 401
}

/** The caller may not do this (`403`). */
export class Forbidden extends CallerError {
  readonly status = 403
}

/** There is no such thing in the caller's company (`404`). */
export class NotFound extends CallerError {
  readonly status = 404
}

/** A race was lost; the same request may succeed when sent again (`409`). */
export class Conflict extends CallerError {
  readonly status = 409
}

/** Too many requests (`429`). */
export class TooMany extends CallerError {
  readonly status = 429
}

/** A request refused by the transport's own rules: size, media type, a reused key (`413`, `415`, `422`). */
export class Refused extends CallerError {
  readonly status: 413 | 415 | 422

  constructor(status: 413 | 415 | 422, code: string, message: string, details?: ErrorDetails) {
    super(code, message, details)
    this.status = status
  }
}

/** Rule name (class-validator's) to sentence, e.g. `{ isEmail: 'email must be an email' }`. */
export type Constraints = Readonly<Record<string, string>>

/** One failing field: `property` is a dot path with array indices (`lines.0.quantity`). */
export interface FieldError {
  readonly property: string
  readonly constraints: Constraints
}

/** The shape of the request is wrong: every failing field at once (conventions.md, Errors). */
export class ValidationFailed extends BadRequest {
  readonly fields: readonly FieldError[]

  constructor(fields: readonly FieldError[]) {
    super('SHARED_VALIDATION_FAILED', 'Bad Request Exception', { validationErrors: fields })
    this.fields = fields
  }
}

/** `404 <RESOURCE>_NOT_FOUND` with the resource and the id as asked for (platform.md, section 1). */
export function notFound(resource: string, id: string, details?: ErrorDetails): NotFound {
  const words = resource.toLowerCase().replaceAll('_', ' ')
  return new NotFound(`${resource}_NOT_FOUND`, `There is no ${words} ${id} in this company.`, {
    resource,
    id,
    ...details,
  })
}
