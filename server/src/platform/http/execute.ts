import type { Transaction } from '../../kernel/context.ts'
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
import { TogetherExecutor } from './execute-together.ts'
import type { IdempotencyKey, IdempotencyStore, StoredAnswer } from './idempotency.ts'
import type { AnyOperation } from './operation.ts'

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

/** Runs operations in their transaction, with the idempotency key and its effect in the same one. */
export class Executor {
  readonly #db: Database
  readonly #store: IdempotencyStore
  readonly #together = new Map<AnyOperation, TogetherExecutor>()

  constructor(db: Database, store: IdempotencyStore) {
    this.#db = db
    this.#store = store
  }

  /** The answer to one request, a refusal under a key too; else throws `CallerError` for a refusal. */
  execute(operation: AnyOperation, request: Request): Promise<Answer> {
    if (operation.runTogether === undefined) return this.#alone(operation, request)
    let together = this.#together.get(operation)
    if (together === undefined) {
      together = new TogetherExecutor(operation, this.#db, this.#store)
      this.#together.set(operation, together)
    }
    return together.execute(request)
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
        return storedAnswer(this.#store, tx, operation, request, answerOf(operation, value))
      } catch (error) {
        if (!isOutcome(error)) throw error
        return storedAnswer(this.#store, tx, operation, request, refusalOf(request, error))
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
    return await inWrite(async (tx) => storedAnswer(this.#store, tx, operation, request, answer))
  }

  #claim(
    tx: Transaction,
    request: Request,
    key: IdempotencyKey,
  ): Promise<StoredAnswer | undefined> {
    const { company, credential } = request.caller
    return this.#store.claim(tx, company.id, credential.id, key)
  }
}
