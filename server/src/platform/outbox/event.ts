import type { CompanyId, Transaction } from '../../kernel/context.ts'

/** A committed event of the outbox. */
export interface OutboxEvent {
  readonly companyId: CompanyId
  /** UUIDv7: ascends with the order of a company's events. */
  readonly id: string
  /** A topic of platform.md 5.3. */
  readonly topic: string
  readonly data: unknown
  /** When it happened by the company's clock, ISO 8601. */
  readonly at: string
}

/**
 * Takes an event on, in the transaction of its company that also marks it as dispatched: what it writes there
 * happens exactly once. It must be quick and reach nothing outside the database; for that it enqueues.
 */
export type EventHandler = (tx: Transaction, event: OutboxEvent) => Promise<void>

/** Handlers by topic; an event without any counts as dispatched. */
export type EventHandlers = ReadonlyMap<string, readonly EventHandler[]>
