import type { FastifyError, FastifyRequest } from 'fastify'
import {
  BadRequest,
  CallerError,
  Conflict,
  NotFound,
  Refused,
  type Unauthorized,
} from '../../kernel/errors.ts'
import { sqlState } from '../db/database.ts'

/** The body of every error answer (conventions.md, Errors). */
export interface Problem {
  readonly statusCode: number
  readonly timestamp: string
  readonly path: string
  readonly message: string
  readonly code?: string
  readonly details?: unknown
}

/** The request's path as the envelope shows it: without `/api` and without the query string. */
export function problemPath(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.startsWith('/api/') ? path.slice('/api'.length) : path
}

/** Translates whatever was thrown into the error that the caller sees; `undefined`: ours, a 500. */
export function callerError(error: unknown, request: FastifyRequest): CallerError | undefined {
  if (error instanceof CallerError) return error
  const state = sqlState(error)
  if (state === '40001' || state === '40P01') {
    return new Conflict(
      'CONCURRENT_MODIFICATION',
      'Another request changed the same data; send this one again.',
    )
  }
  switch ((error as Partial<FastifyError>).code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return payloadTooLarge(request.routeOptions.bodyLimit)
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType()
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return malformedJson()
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return routeNotFound(request.method, problemPath(request.url))
    default:
      return undefined
  }
}

/** `413`: the body is larger than the operation takes. */
export function payloadTooLarge(bytesMax: number | undefined): Refused {
  return new Refused(413, 'PAYLOAD_TOO_LARGE', `The body must not exceed ${bytesMax} bytes.`, {
    bytesMax,
  })
}

/** `415`: the body is not JSON. */
export function unsupportedMediaType(): Refused {
  return new Refused(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.')
}

/** `400`: the body cannot be read as JSON. */
export function malformedJson(): BadRequest {
  return new BadRequest('MALFORMED_JSON', 'The body is not well-formed JSON in UTF-8.')
}

/** The `WWW-Authenticate` of a 401 (RFC 6750, section 3). */
export function challenge({ details }: Unauthorized): string {
  return details?.['reason'] === 'invalid_token' ? 'Bearer error="invalid_token"' : 'Bearer'
}

/** `404`: nothing hangs at this path, or not with this method. */
export function routeNotFound(method: string, path: string): NotFound {
  return new NotFound('ROUTE_NOT_FOUND', `There is no ${method} ${path}; see /docs.`)
}

/** The envelope of an error. */
export function problem(error: CallerError | undefined, request: FastifyRequest): Problem {
  const common = { timestamp: new Date().toISOString(), path: problemPath(request.url) }
  if (error === undefined) {
    return {
      statusCode: 500,
      ...common,
      message: 'Something went wrong on our side; nothing was changed.',
      code: 'INTERNAL_ERROR',
      details: { requestId: request.id },
    }
  }
  const { status, message, code, details } = error
  const body = { statusCode: status, ...common, message, code }
  return details === undefined ? body : { ...body, details }
}
