import type { Context } from '../../kernel/context.ts'
import { timestamp } from '../../kernel/calendar.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { sql } from '../db/sql.ts'
import { outboxNudge } from './nudge.ts'

/** An event for the outside: a topic of platform.md 5.3 with its `data`. */
export interface Announcement {
  readonly topic: string
  readonly data: object
}

/**
 * Writes events to the outbox in the transaction of the change: they exist exactly when it commits. The relay
 * hands them on afterwards, at least once.
 */
export function announce(ctx: Context, events: readonly Announcement[]): void {
  announceAll(events.map((event) => ({ ctx, event })))
}

/** Writes the events of several calls that share one transaction, in one statement. */
export function announceAll(
  events: readonly { readonly ctx: Context; readonly event: Announcement }[],
): void {
  const first = events[0]
  if (first === undefined) return
  const rows = events.map(({ ctx, event: { topic, data } }) => ({
    company_id: ctx.company.id,
    id: uuidv7(),
    topic,
    data,
    at: timestamp(ctx.clock.now()),
  }))
  const { tx } = first.ctx
  tx.run(sql`
    insert into outbox_events (company_id, id, topic, data, at)
    select company_id, id, topic, data, at
    from jsonb_to_recordset(${JSON.stringify(rows)}) as event (
      company_id uuid, id uuid, topic text, data jsonb, at timestamptz)`)
  tx.afterCommit(() => outboxNudge.emit('committed'))
}
