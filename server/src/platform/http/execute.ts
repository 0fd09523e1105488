import { companyClock } from '../../kernel/clock.ts'
import type { Context, Transaction } from '../../kernel/context.ts'
import { CallerError, ValidationFailed } from '../../kernel/errors.ts'
import type { Database } from '../db/database.ts'
import type { Caller } from './caller.ts'
import { Gatherer } from './gather.ts'
import {
  type IdempotencyKey,
  type IdempotencyStore,
  type StoredAnswer,
  stillRunning,
} from './idempotency.ts'
import { type AnyOperation, Bytes, type Input, type Outcome, Reply } from './operation.ts'

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

type Run = NonNullable<AnyOperation['run']>

/** What an operation with transactions of its own gets: using it is a mistake. */
const NO_TRANSACTION: Transaction = {
  rows: noTransaction,
  one: noTransaction,
  run: noTransaction,
  attempt: noTransaction,
  afterCommit: noTransaction,
}

function noTransaction(): never {
  throw new Error('this operation opens its own transactions')
}

/** Most calls that share one transaction: bounds its length and its memory. */
const GROUP_MAX = 64

/** Runs operations in their transaction, with the idempotency key and its effect in the same one. */
export class Executor {
  readonly #db: Database
  readonly #store: IdempotencyStore
  readonly #gatherers = new Map<AnyOperation, Gatherer<Request, Answer>>()

  constructor(db: Database, store: IdempotencyStore) {
    this.#db = db
    this.#store = store
  }

  /** The answer to one request, a refusal under a key too; else throws `CallerError` for a refusal. */
  execute(operation: AnyOperation, request: Request): Promise<Answer> {
    if (operation.runTogether === undefined) return this.#alone(operation, request)
    let gatherer = this.#gatherers.get(operation)
    if (gatherer === undefined) {
      gatherer = new Gatherer(GROUP_MAX, (requests) => this.#together(operation, requests))
      this.#gatherers.set(operation, gatherer)
    }
    return gatherer.call(request.caller.company.id, request)
  }

  async #alone(operation: AnyOperation, request: Request): Promise<Answer> {
    const { run } = operation
    if (run === undefined) throw new Error(`operation ${operation.id} has nothing to run`)
    if (operation.transaction === 'own') return await this.#byItself(operation, request, run)
    const { company } = request.caller
    const byMethod = operation.method === 'GET' ? 'read' : 'write'
    // A key is written down also where the operation itself only reads.
    const mode = request.idempotency ? 'write' : (operation.transaction ?? byMethod)
    return await this.#db.transact(company.id, mode, async (tx) => {
      const ctx = contextOf(request, tx)
      if (request.idempotency === undefined) {
        return answerOf(operation, await run(ctx, request.input))
      }
      const stored = await this.#claim(tx, request, request.idempotency)
      if (stored !== undefined) return replayed(stored)
      try {
        const value = await tx.attempt(() => run(ctx, request.input))
        return this.#stored(tx, operation, request, answerOf(operation, value))
      } catch (error) {
        if (!isOutcome(error)) throw error
        return this.#stored(tx, operation, request, refusalOf(request, error))
      }
    })
  }

  /** An operation of several transactions: its key is looked up before and stored after them. */
  async #byItself(operation: AnyOperation, request: Request, run: Run): Promise<Answer> {
    const { id } = request.caller.company
    const inWrite = <T>(work: (tx: Transaction) => Promise<T>) =>
      this.#db.transact(id, 'write', work)
    const { idempotency } = request
    if (idempotency !== undefined) {
      const stored = await inWrite((tx) => this.#claim(tx, request, idempotency))
      if (stored !== undefined) return replayed(stored)
    }
    let answer: Answer
    try {
      const ctx = contextOf(request, NO_TRANSACTION)
      answer = answerOf(operation, await run(ctx, request.input))
    } catch (error) {
      if (idempotency === undefined || !isOutcome(error)) throw error
      answer = refusalOf(request, error)
    }
    if (idempotency === undefined) return answer
    return await inWrite(async (tx) => this.#stored(tx, operation, request, answer))
  }

  /** A group in one transaction; when that fails as a whole, each call in its own. */
  async #together(
    operation: AnyOperation,
    requests: readonly Request[],
  ): Promise<PromiseSettledResult<Answer>[]> {
    try {
      return await this.#group(operation, requests)
    } catch (error) {
      if (requests.length === 1) return [{ status: 'rejected', reason: error }]
      const results: PromiseSettledResult<Answer>[] = []
      for (const request of requests) results.push(...(await this.#together(operation, [request])))
      return results
    }
  }

  async #group(
    operation: AnyOperation,
    requests: readonly Request[],
  ): Promise<PromiseSettledResult<Answer>[]> {
    const { runTogether } = operation
    const company = requests[0]?.caller.company
    if (runTogether === undefined || company === undefined) return []
    return await this.#db.transact(company.id, 'write', async (tx) => {
      const claims = await this.#claimAll(tx, requests)
      const open = requests.filter((_, index) => claims[index] === undefined)
      const calls = open.map((request) => ({ ctx: contextOf(request, tx), input: request.input }))
      const outcomes = calls.length === 0 ? [] : await runTogether(calls)
      let next = 0
      return requests.map((request, index) => {
        const settled = claims[index]
        if (settled !== undefined) return settled
        return this.#settle(tx, operation, request, outcomes[next++])
      })
    })
  }

  #settle(
    tx: Transaction,
    operation: AnyOperation,
    request: Request,
    outcome: Outcome<unknown> | undefined,
  ): PromiseSettledResult<Answer> {
    if (outcome === undefined) throw new Error(`${operation.id} gave too few outcomes`)
    if ('value' in outcome) {
      const value = this.#stored(tx, operation, request, answerOf(operation, outcome.value))
      return { status: 'fulfilled', value }
    }
    const { error } = outcome
    if (!(error instanceof CallerError)) throw error
    if (request.idempotency === undefined || !isOutcome(error)) {
      return { status: 'rejected', reason: error }
    }
    const value = this.#stored(tx, operation, request, refusalOf(request, error))
    return { status: 'fulfilled', value }
  }

  /** What is already known of each call: a replay, a refusal of its key, or `undefined`: to be run. */
  async #claimAll(
    tx: Transaction,
    requests: readonly Request[],
  ): Promise<(PromiseSettledResult<Answer> | undefined)[]> {
    const seen = new Set<string>()
    const claims = requests.map(async (request) => {
      const { idempotency } = request
      if (idempotency === undefined) return undefined
      const name = `${request.caller.credential.id}/${idempotency.key}`
      try {
        if (seen.has(name)) throw stillRunning()
        seen.add(name)
        const stored = await this.#claim(tx, request, idempotency)
        if (stored === undefined) return undefined
        return { status: 'fulfilled', value: replayed(stored) } as const
      } catch (error) {
        if (!(error instanceof CallerError)) throw error
        return { status: 'rejected', reason: error } as const
      }
    })
    return await Promise.all(claims)
  }

  #claim(
    tx: Transaction,
    request: Request,
    key: IdempotencyKey,
  ): Promise<StoredAnswer | undefined> {
    const { company, credential } = request.caller
    return this.#store.claim(tx, company.id, credential.id, key)
  }

  #stored(tx: Transaction, operation: AnyOperation, request: Request, answer: Answer): Answer {
    if (request.idempotency === undefined || answer.body instanceof Bytes) return answer
    const { company, credential } = request.caller
    const outcome = { status: answer.status, body: answer.body }
    const secret = operation.secretAnswer === true
    this.#store.store(tx, company.id, credential.id, request.idempotency, outcome, secret)
    return answer
  }
}

/**
 * Whether an error is the outcome of an operation that began, to be replayed (platform.md 2): not a failed check of
 * the shape, a lost race or a failure of ours, after which the same key may be sent again.
 */
function isOutcome(error: unknown): error is CallerError {
  if (!(error instanceof CallerError) || error instanceof ValidationFailed) return false
  return error.status !== 409 && error.status < 500
}

/** A refusal as it is stored: what is sent now and at each replay is the same to the letter. */
function refusalOf(request: Request, error: CallerError): Answer {
  return { status: error.status, body: request.problem(error), headers: {} }
}

function contextOf(request: Request, tx: Transaction): Context {
  const { company, actor, clockAt } = request.caller
  const clock = companyClock(clockAt, company.timeZone)
  return { company, actor, clock, requestId: request.requestId, ip: request.ip, tx }
}

function replayed(stored: StoredAnswer): Answer {
  return { ...stored, headers: { 'idempotent-replayed': 'true' } }
}

function answerOf(operation: AnyOperation, value: unknown): Answer {
  const reply = value instanceof Reply ? value : new Reply(value)
  const status = reply.status ?? operation.status
  const { body, headers } = reply
  if (body instanceof Bytes) return { status, body, headers }
  return { status, body: body === undefined ? undefined : JSON.stringify(body), headers }
}
