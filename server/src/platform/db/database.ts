import type { Socket } from 'node:net'
import pg from 'pg'
import type { CompanyId, Statement, Transaction } from '../../kernel/context.ts'
import { APPLICATION_ROLE, GROUP_ROLE } from './application-role.ts'
import { columnTypes } from './types.ts'

/** How to reach PostgreSQL: a `DATABASE_URL`, or the parts (the embedded server's socket). */
export interface Connection {
  readonly connectionString?: string
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
}

/** `write`: read committed; `read`: one read-only snapshot for all statements. */
export type Mode = 'read' | 'write'

const RETRIES_MAX = 8
const SAVEPOINT: Statement = { text: 'savepoint attempt', values: [] }
const ROLLBACK_TO_SAVEPOINT: Statement = { text: 'rollback to savepoint attempt', values: [] }
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Statements and round trips sent so far: tests count what an operation costs. */
export interface Traffic {
  statements: number
  flights: number
}

/** The pool of pipelined connections, all under the application role. */
export class Database {
  readonly #pool: pg.Pool
  readonly traffic: Traffic = { statements: 0, flights: 0 }

  constructor(connection: Connection, options: { connectionsMax: number }) {
    this.#pool = new pg.Pool({
      ...connection,
      max: options.connectionsMax,
      pipeline: true,
      types: columnTypes,
      options: `-c role=${APPLICATION_ROLE} -c timezone=UTC -c statement_timeout=60000`,
      application_name: 'ledgerbee',
    } as pg.PoolConfig)
    // An idle connection that breaks is replaced by the pool; the next query tells if the server is gone.
    this.#pool.on('error', () => undefined)
  }

  /**
   * Runs `work` in one transaction of a company (row-level security by `app.company_id`); with `null`, in a
   * transaction that sees no tenant row at all. Lost races (serialization, deadlock) are run again.
   */
  async transact<T>(
    company: CompanyId | null,
    mode: Mode,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    return await this.#retried(opening(company, mode), work)
  }

  /**
   * Runs `work` in one transaction of several companies, under the role that can only post: row-level security by
   * `app.company_ids`. What else a company's transaction may do fails here.
   */
  async transactGroup<T>(
    companies: readonly CompanyId[],
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const ids = companies.map(checked).join(',')
    const named = `set local app.company_ids = '{${ids}}'`
    return await this.#retried(`begin; set local role ${GROUP_ROLE}; ${named}`, work)
  }

  async #retried<T>(begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(begin, work)
      } catch (error) {
        if (!isLostRace(error) || attempt >= RETRIES_MAX) throw error
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * attempt))
      }
    }
  }

  /** One statement outside any company, for what row-level security does not cover. */
  async query<Row>(statement: Statement): Promise<Row[]> {
    this.traffic.statements++
    this.traffic.flights++
    const result = await this.#pool.query(prepared(statement))
    return result.rows as Row[]
  }

  /** Connections of the pool, and transactions that wait for one. */
  get connections(): { readonly busy: number; readonly idle: number; readonly waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
  }

  /** Closes every connection, after running queries have ended. */
  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #once<T>(begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    const tx = new PipelinedTransaction(client, this.traffic)
    let broken = false
    try {
      tx.begin(begin)
      const value = await work(tx)
      await tx.commit()
      return value
    } catch (error) {
      broken = !(await tx.rollback())
      throw tx.causeOf(error)
    } finally {
      client.release(broken)
    }
  }
}

/** A literal, not a parameter: one simple message opens the transaction and names its company. */
function opening(company: CompanyId | null, mode: Mode): string {
  const begin = mode === 'read' ? 'begin isolation level repeatable read read only' : 'begin'
  return company === null ? begin : `${begin}; set local app.company_id = '${checked(company)}'`
}

function checked(company: CompanyId): CompanyId {
  if (!UUID.test(company)) throw new Error(`not a company id: ${company}`)
  return company
}

class PipelinedTransaction implements Transaction {
  readonly #client: pg.PoolClient
  readonly #traffic: Traffic
  readonly #actions: (() => void)[] = []
  #pending: Promise<unknown>[] = []
  #inFlight = 0
  #corked = false
  #ended = false
  #firstError: unknown

  constructor(client: pg.PoolClient, traffic: Traffic) {
    this.#client = client
    this.#traffic = traffic
  }

  begin(text: string): void {
    this.#send({ text, values: [] })
  }

  async rows<Row>(statement: Statement): Promise<Row[]> {
    const result = await this.#send(statement)
    return result.rows as Row[]
  }

  async one<Row>(statement: Statement): Promise<Row | undefined> {
    const rows = await this.rows<Row>(statement)
    if (rows.length > 1) throw new Error(`expected one row, got ${rows.length}: ${statement.text}`)
    return rows[0]
  }

  run(statement: Statement): Promise<number> {
    const sent = this.#send(statement).then((result) => result.rowCount ?? 0)
    // The commit reports the failure when nobody awaits this promise.
    sent.catch(() => undefined)
    return sent
  }

  async attempt<T>(work: () => Promise<T>): Promise<T> {
    this.#send(SAVEPOINT)
    try {
      const value = await work()
      await Promise.allSettled(this.#pending)
      if (this.#firstError !== undefined) throw this.#firstError
      return value
    } catch (error) {
      const cause = this.causeOf(error)
      if (isLostRace(cause)) throw cause
      await Promise.allSettled(this.#pending)
      this.#firstError = undefined
      await this.#send(ROLLBACK_TO_SAVEPOINT)
      throw cause
    }
  }

  /** A statement after a failed one only says that the transaction is aborted: name the failure itself. */
  causeOf(error: unknown): unknown {
    return sqlState(error) === '25P02' ? (this.#firstError ?? error) : error
  }

  afterCommit(action: () => void): void {
    this.#actions.push(action)
  }

  async commit(): Promise<void> {
    const committed = this.#send({ text: 'commit', values: [] })
    await Promise.allSettled(this.#pending)
    const result = await committed
    this.#ended = true
    if (this.#firstError !== undefined) throw this.#firstError
    if (result.command !== 'COMMIT') throw new Error(`commit answered ${result.command}`)
    for (const action of this.#actions) action()
  }

  /** Ends the transaction without effect; `false` when the connection is no longer usable. */
  async rollback(): Promise<boolean> {
    if (this.#ended) return true
    try {
      await this.#send({ text: 'rollback', values: [] })
      await Promise.allSettled(this.#pending)
      return true
    } catch {
      return false
    }
  }

  /** Gathers what is sent before the code next waits into one write to the socket. */
  #gatherWrites(): void {
    if (this.#corked) return
    this.#corked = true
    const { stream } = (
      this.#client as unknown as { readonly connection: { readonly stream: Socket } }
    ).connection
    stream.cork()
    process.nextTick(() => {
      this.#corked = false
      stream.uncork()
    })
  }

  #send(statement: Statement): Promise<pg.QueryResult> {
    this.#gatherWrites()
    if (this.#inFlight === 0) this.#traffic.flights++
    this.#traffic.statements++
    this.#inFlight++
    const sent = this.#client.query(prepared(statement)).then(
      (result) => {
        this.#inFlight--
        return result
      },
      (error: unknown) => {
        this.#inFlight--
        this.#firstError ??= error
        throw error
      },
    )
    sent.catch(() => undefined)
    this.#pending.push(sent)
    return sent
  }
}

function prepared(statement: Statement): pg.QueryConfig {
  if (statement.values.length === 0 && statement.name === undefined) return { text: statement.text }
  const { text, name } = statement
  const values = [...statement.values]
  return name === undefined ? { text, values } : { text, values, name }
}

/** Serialization failure or deadlock: nothing happened, and the same work may succeed now. */
function isLostRace(error: unknown): boolean {
  const code = sqlState(error)
  return code === '40001' || code === '40P01'
}

/** The SQLSTATE of a database error, e.g. `23505` for a broken unique constraint. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** Name of the unique, check or foreign key constraint that a statement broke, if that is what failed. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code?.startsWith('23') === true
    ? error.constraint
    : undefined
}
