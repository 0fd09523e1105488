import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import { failure } from '../telemetry/failure.ts'

/** First key of the advisory locks that say "this worker lives". */
const LOCK_CLASS = 7_364_183
/** A worker has this long to say that it lives before its jobs may be taken from it. */
const GRACE_MS = 5000
const LOOK_AROUND_MS = 10_000

/**
 * Tells which workers live: each holds an advisory lock on one connection, which the database lets go the moment
 * the process dies. graphile-worker alone would leave the jobs of a killed process locked for four hours.
 */
export class WorkerRegister {
  readonly #client: pg.Client
  readonly #pool: pg.Pool
  readonly #log: FastifyBaseLogger
  #timer: NodeJS.Timeout | undefined
  #enlisted: Promise<unknown> = Promise.resolve()

  /** @param pool as the owner; @param connection the same, for one connection of the register's own. */
  constructor(pool: pg.Pool, connection: pg.ClientConfig, log: FastifyBaseLogger) {
    this.#pool = pool
    this.#log = log
    this.#client = new pg.Client({ application_name: 'ledgerbee-worker', ...connection })
    // Without it our jobs may run twice, which does no harm.
    this.#client.on('error', (error) => log.warn(failure(error), 'the workers lost their register'))
  }

  /** Begins to look for dead workers, now and from time to time. */
  async open(): Promise<void> {
    await this.#client.connect()
    await this.#lookAround()
    this.#timer = setInterval(() => this.#lookAround(), LOOK_AROUND_MS)
  }

  /** Says that a worker of this process lives. */
  enlist(workerId: string): void {
    this.#enlisted = this.#enlisted
      .then(() =>
        this.#client.query('select pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, workerId]),
      )
      .catch((error: unknown) => this.#log.warn(failure(error), 'worker not enlisted'))
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#client.end().catch(() => undefined)
  }

  async #lookAround(): Promise<void> {
    try {
      const dead = await this.#findDead()
      if (dead.length === 0) return
      await this.#pool.query('select graphile_worker.force_unlock_workers($1)', [dead])
      this.#log.warn({ workers: dead.length }, 'jobs of dead workers handed back')
    } catch (error) {
      this.#log.warn(failure(error), 'dead workers not looked for')
    }
  }

  async #findDead(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `select id
       from (select distinct locked_by as id from graphile_worker.jobs
             where locked_at < now() - $2 * interval '1 ms' offset 0) holding
       where pg_try_advisory_xact_lock($1, hashtext(id))`,
      [LOCK_CLASS, GRACE_MS],
    )
    return rows.map(({ id }) => id)
  }
}
