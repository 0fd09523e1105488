import type { CompanyId, Transaction } from '../../kernel/context.ts'
import type { Database } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { OutboxEvent } from './event.ts'

/** An event that waits, and whether its next try is due. */
export interface WaitingEvent extends OutboxEvent {
  readonly attempts: number
  readonly isDue: boolean
}

/** Companies with a due event, in the order of their ids after `after`. */
export async function listCompanies(
  db: Database,
  after: string,
  most: number,
): Promise<CompanyId[]> {
  const rows = await db.query<{ id: CompanyId }>(sql`
    select id from list_outbox_companies(${after}, ${most}) as id`)
  return rows.map(({ id }) => id)
}

/** Counts events of topics other than `handled` as dispatched; answers how many. */
export async function skipUnhandled(
  db: Database,
  handled: readonly string[],
  most: number,
): Promise<number> {
  const [row] = await db.query<{ skipped: bigint }>(sql`
    select skip_outbox_events(${handled}, ${most}) as skipped`)
  return Number(row?.skipped ?? 0)
}

/** `false` when another relay is at this company's events; else none is until the transaction ends. */
export async function lockLane(tx: Transaction, company: CompanyId): Promise<boolean> {
  const row = await tx.one<{ locked: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${company}, 13)) as locked`)
  return row?.locked === true
}

/** The company's oldest events that wait. */
export function listWaiting(
  tx: Transaction,
  company: CompanyId,
  most: number,
): Promise<WaitingEvent[]> {
  return tx.rows<WaitingEvent>(sql`
    select company_id as "companyId", id, topic, data, at, attempts,
      retry_at is null or retry_at <= now() as "isDue"
    from outbox_events
    where company_id = ${company} and dispatched_at is null
    order by id limit ${most} for update skip locked`)
}

/** Marks events as handed over. */
export function markDispatched(tx: Transaction, company: CompanyId, ids: readonly string[]): void {
  tx.run(sql`
    update outbox_events set dispatched_at = now()
    where company_id = ${company} and id = any(${ids}::uuid[])`)
}

/** Counts a failed try and keeps the event, and those behind it, for `delayMs`. */
export function postpone(tx: Transaction, { companyId, id }: OutboxEvent, delayMs: number): void {
  tx.run(sql`
    update outbox_events set attempts = attempts + 1,
      retry_at = now() + ${delayMs}::float8 * interval '1 ms'
    where company_id = ${companyId} and id = ${id}`)
}
