import { companyClock } from '../../kernel/clock.ts'
import type { Context, Transaction } from '../../kernel/context.ts'
import { CallerError, ValidationFailed } from '../../kernel/errors.ts'
import type { Caller } from './caller.ts'
import type { IdempotencyKey, IdempotencyStore, StoredAnswer } from './idempotency.ts'
import { type AnyOperation, Bytes, type Input, Reply } from './operation.ts'

/** One checked request for an operation, whatever surface it came by. */
export interface Request {
  readonly caller: Caller
  readonly input: Input<unknown, unknown, unknown>
  readonly requestId: string
  readonly ip: string | null
  readonly idempotency: IdempotencyKey | undefined
  /** The body of an error answer, as this surface writes it: what a replay repeats. */
  readonly problem: (error: CallerError) => string
}

/** What the surface sends. */
export interface Answer {
  readonly status: number
  readonly body: string | Bytes | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** What the verb of one request gets, within an open transaction. */
export function contextOf(request: Request, tx: Transaction): Context {
  const { company, actor, clockAt } = request.caller
  const clock = companyClock(clockAt, company.timeZone)
  return { company, actor, clock, requestId: request.requestId, ip: request.ip, tx }
}

/** A verb's value as an answer. */
export function answerOf(operation: AnyOperation, value: unknown): Answer {
  const reply = value instanceof Reply ? value : new Reply(value)
  const status = reply.status ?? operation.status
  const { body, headers } = reply
  if (body instanceof Bytes) return { status, body, headers }
  return { status, body: body === undefined ? undefined : JSON.stringify(body), headers }
}

/** A refusal as it is stored: what is sent now and at each replay is the same to the letter. */
export function refusalOf(request: Request, error: CallerError): Answer {
  return { status: error.status, body: request.problem(error), headers: {} }
}

/**
 * Whether an error is the outcome of an operation that began, to be replayed (platform.md 2): not a failed check of
 * the shape, a lost race or a failure of ours, after which the same key may be sent again.
 */
export function isOutcome(error: unknown): error is CallerError {
  if (!(error instanceof CallerError) || error instanceof ValidationFailed) return false
  return error.status !== 409 && error.status < 500
}

/** A stored answer, marked as a replay. */
export function replayed(stored: StoredAnswer): Answer {
  return { ...stored, headers: { 'idempotent-replayed': 'true' } }
}

/** Stores an answer under the request's key, if it has one, and hands it on. */
export function storedAnswer(
  store: IdempotencyStore,
  tx: Transaction,
  operation: AnyOperation,
  request: Request,
  answer: Answer,
): Answer {
  if (request.idempotency === undefined || answer.body instanceof Bytes) return answer
  const { company, credential } = request.caller
  const outcome = { status: answer.status, body: answer.body }
  const secret = operation.secretAnswer === true
  store.store(tx, company.id, credential.id, request.idempotency, outcome, secret)
  return answer
}
