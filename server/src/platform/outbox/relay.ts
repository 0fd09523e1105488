import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { CompanyId, Transaction } from '../../kernel/context.ts'
import type { Database } from '../db/database.ts'
import { failure } from '../telemetry/failure.ts'
import type { EventHandlers } from './event.ts'
import { outboxNudge } from './nudge.ts'
import {
  listCompanies,
  listWaiting,
  lockLane,
  markDispatched,
  postpone,
  skipUnhandled,
  type WaitingEvent,
} from './relay-queries.ts'

/** What a relay is made of. */
export interface RelayOptions {
  readonly db: Database
  readonly handlers: EventHandlers
  readonly log: FastifyBaseLogger
  /** Pause after the first failure of an event; it doubles with each further one, up to five minutes. */
  readonly retryMs?: number
}

const POLL_MS = 1000
/** Between two passes even when nudged: under load many commits share one pass. */
const PACE_MS = 100
const RETRY_MS = 1000
const RETRY_MS_MAX = 300_000
const COMPANIES_MAX = 100
const PARALLEL_MAX = 4
const EVENTS_MAX = 100
const SKIP_MAX = 5000
const LOWEST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Hands the outbox's events to their handlers, at least once, a company's own in the order of their ids as far as they
 * are committed (changes of one resource wait for each other, so theirs always are). Any number of relays work on one database: they share the companies, and one event is in one pair of hands at a time. An event
 * whose handler fails holds back those behind it until it succeeds: nothing is lost and nothing overtakes.
 */
export class OutboxRelay {
  readonly #options: RelayOptions
  readonly #stopping = new AbortController()
  #running: Promise<void> | undefined
  #isNudged = false
  #wake = () => {}
  #after = LOWEST_ID

  constructor(options: RelayOptions) {
    this.#options = options
  }

  start(): void {
    outboxNudge.on('committed', this.#nudge)
    this.#running = this.#loop()
  }

  /** Takes up no more events; resolves when those in hand are done. */
  async stop(): Promise<void> {
    outboxNudge.off('committed', this.#nudge)
    this.#stopping.abort()
    this.#wake()
    await this.#running
  }

  readonly #nudge = () => {
    this.#isNudged = true
    this.#wake()
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      this.#isNudged = false
      const isMore = await this.#pass().catch((error: unknown) => {
        this.#options.log.error(failure(error), 'the outbox could not be read')
        return false
      })
      if (isMore) continue
      await sleep(PACE_MS, undefined, { signal }).catch(() => undefined)
      if (!this.#isNudged && !signal.aborted) await this.#rest()
    }
  }

  /** Until a nudge, or the next look. */
  async #rest(): Promise<void> {
    const timer = new AbortController()
    const nudged = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    await Promise.race([
      nudged,
      sleep(POLL_MS - PACE_MS, undefined, { signal: timer.signal }).catch(() => undefined),
    ])
    timer.abort()
  }

  /** One look at everything; `true` when there is more than one look takes. */
  async #pass(): Promise<boolean> {
    const { db, handlers } = this.#options
    const skipped = await skipUnhandled(db, [...handlers.keys()], SKIP_MAX)
    if (handlers.size === 0) return skipped === SKIP_MAX
    const companies = await listCompanies(db, this.#after, COMPANIES_MAX)
    const isWholeList = companies.length < COMPANIES_MAX
    // The next look goes on behind the last company, so that none waits for the others' flood to end.
    const isFromStart = this.#after === LOWEST_ID
    this.#after = isWholeList ? LOWEST_ID : (companies.at(-1) ?? LOWEST_ID)
    const isLonger = await this.#takeAll(companies)
    return isLonger || !isWholeList || !isFromStart || skipped === SKIP_MAX
  }

  async #takeAll(companies: readonly CompanyId[]): Promise<boolean> {
    const queue = companies.values()
    let isLonger = false
    const takeTurns = async () => {
      for (const company of queue) {
        if (this.#stopping.signal.aborted) return
        // One company's trouble is not the others'.
        const isMore = await this.#takeLane(company).catch((error: unknown) => {
          this.#options.log.error({ company, ...failure(error) }, 'events not handed over')
          return false
        })
        if (isMore) isLonger = true
      }
    }
    await Promise.all(Array.from({ length: PARALLEL_MAX }, takeTurns))
    return isLonger
  }

  /** Hands over a company's oldest events; `true` when more are waiting behind them. */
  async #takeLane(company: CompanyId): Promise<boolean> {
    return await this.#options.db.transact(company, 'write', async (tx) => {
      if (!(await lockLane(tx, company))) return false
      const events = await listWaiting(tx, company, EVENTS_MAX)
      const done: string[] = []
      for (const event of events) {
        if (!event.isDue || !(await this.#handOver(tx, event))) break
        done.push(event.id)
      }
      if (done.length > 0) markDispatched(tx, company, done)
      return done.length === EVENTS_MAX
    })
  }

  /** `false` when a handler failed: then nothing that it wrote stays. */
  async #handOver(tx: Transaction, event: WaitingEvent): Promise<boolean> {
    const { handlers, log, retryMs = RETRY_MS } = this.#options
    const concerned = handlers.get(event.topic) ?? []
    try {
      if (concerned.length > 0) {
        await tx.attempt(async () => {
          for (const handle of concerned) await handle(tx, event)
        })
      }
      return true
    } catch (error) {
      postpone(tx, event, Math.min(retryMs * 2 ** event.attempts, RETRY_MS_MAX))
      const { companyId: company, id, topic } = event
      const attempt = event.attempts + 1
      log.error({ company, event: id, topic, attempt, ...failure(error) }, 'event not handled')
      return false
    }
  }
}
