import type { CompanyId, Transaction } from '../../kernel/context.ts'
import { CallerError } from '../../kernel/errors.ts'
import type { Database } from '../db/database.ts'
import {
  type Answer,
  answerOf,
  contextOf,
  isOutcome,
  refusalOf,
  replayed,
  type Request,
  storedAnswer,
} from './answers.ts'
import { Gatherer } from './gather.ts'
import { type IdempotencyStore, stillRunning } from './idempotency.ts'
import {
  type AnyOperation,
  type GroupOutcome,
  type GroupScope,
  OWN_TRANSACTION,
} from './operation.ts'

type Settled = PromiseSettledResult<Answer | typeof OWN_TRANSACTION>

/** Bounds a group's transaction in length and memory; two at a time keep node and database busy. */
const GROUPS = { groupMax: 64, parallelMax: 2 } as const

/** The only key of the groups that mix companies. */
const ALL = 'all'

/**
 * Serves the concurrent calls of one operation in shared transactions: those of several companies under the role that
 * can only post, and what needs more than that company by company.
 */
export class TogetherExecutor {
  readonly #operation: AnyOperation
  readonly #db: Database
  readonly #store: IdempotencyStore
  readonly #mixed: Gatherer<Request, Answer | typeof OWN_TRANSACTION>
  readonly #own: Gatherer<Request, Answer | typeof OWN_TRANSACTION>

  constructor(operation: AnyOperation, db: Database, store: IdempotencyStore) {
    this.#operation = operation
    this.#db = db
    this.#store = store
    this.#mixed = new Gatherer(GROUPS, (requests) => this.#serveMixed(requests))
    this.#own = new Gatherer(GROUPS, (requests) => this.#serveOwn(requests))
  }

  /** The answer to one request. Throws `CallerError` for what the caller did wrong. */
  async execute(request: Request): Promise<Answer> {
    const { id } = request.caller.company
    if (!this.#own.isBusy(id)) {
      const answer = await this.#mixed.call(ALL, request)
      if (!('ownTransaction' in answer)) return answer
    }
    const answer = await this.#own.call(id, request)
    if ('ownTransaction' in answer) throw new Error(`${this.#operation.id} refused its own company`)
    return answer
  }

  async #serveMixed(requests: readonly Request[]): Promise<readonly Settled[]> {
    const companies = [...new Set(requests.map(({ caller }) => caller.company.id))]
    if (companies.length === 1) return requests.map(inOwnTransaction)
    try {
      return await this.#db.transactGroup(companies, (tx) => this.#run(tx, requests, 'companies'))
    } catch {
      // Whatever failed concerns one of the calls: each company's own transaction tells which.
      return requests.map(inOwnTransaction)
    }
  }

  /** One company's calls in one transaction; when that fails as a whole, each call in its own. */
  async #serveOwn(requests: readonly Request[]): Promise<readonly Settled[]> {
    const company = requests[0]?.caller.company.id
    if (company === undefined) return []
    try {
      return await this.#inCompany(company, requests)
    } catch (error) {
      if (requests.length === 1) return [{ status: 'rejected', reason: error }]
      const results: Settled[] = []
      for (const request of requests) results.push(...(await this.#serveOwn([request])))
      return results
    }
  }

  #inCompany(company: CompanyId, requests: readonly Request[]): Promise<readonly Settled[]> {
    return this.#db.transact(company, 'write', (tx) => this.#run(tx, requests, 'company'))
  }

  async #run(
    tx: Transaction,
    requests: readonly Request[],
    scope: GroupScope,
  ): Promise<readonly Settled[]> {
    const { runTogether } = this.#operation
    if (runTogether === undefined) throw new Error(`${this.#operation.id} serves no groups`)
    const claims = await this.#claimAll(tx, requests)
    const open = requests.filter((_, index) => claims[index] === undefined)
    const calls = open.map((request) => ({ ctx: contextOf(request, tx), input: request.input }))
    const outcomes = calls.length === 0 ? [] : await runTogether(calls, scope)
    let next = 0
    return requests.map(
      (request, index) => claims[index] ?? this.#settle(tx, request, outcomes[next++]),
    )
  }

  #settle(tx: Transaction, request: Request, outcome: GroupOutcome<unknown> | undefined): Settled {
    if (outcome === undefined) throw new Error(`${this.#operation.id} gave too few outcomes`)
    if ('ownTransaction' in outcome) return inOwnTransaction()
    const stored = (answer: Answer): Settled => ({
      status: 'fulfilled',
      value: storedAnswer(this.#store, tx, this.#operation, request, answer),
    })
    if ('value' in outcome) return stored(answerOf(this.#operation, outcome.value))
    const { error } = outcome
    if (!(error instanceof CallerError)) throw error
    if (request.idempotency === undefined || !isOutcome(error)) {
      return { status: 'rejected', reason: error }
    }
    return stored(refusalOf(request, error))
  }

  /** What is already known of each call: a replay, a refusal of its key, or `undefined`: to be run. */
  async #claimAll(tx: Transaction, requests: readonly Request[]): Promise<(Settled | undefined)[]> {
    const seen = new Set<string>()
    const claims = requests.map(async (request): Promise<Settled | undefined> => {
      const { idempotency } = request
      if (idempotency === undefined) return undefined
      const { company, credential } = request.caller
      const name = `${credential.id}/${idempotency.key}`
      try {
        if (seen.has(name)) throw stillRunning()
        seen.add(name)
        const stored = await this.#store.claim(tx, company.id, credential.id, idempotency)
        return stored && { status: 'fulfilled', value: replayed(stored) }
      } catch (error) {
        if (!(error instanceof CallerError)) throw error
        return { status: 'rejected', reason: error }
      }
    })
    return await Promise.all(claims)
  }
}

function inOwnTransaction(): Settled {
  return { status: 'fulfilled', value: OWN_TRANSACTION }
}
