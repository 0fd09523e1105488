import type { Context } from '../../kernel/context.ts'
import { timestamp } from '../../kernel/calendar.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { sql } from '../db/sql.ts'

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
  if (events.length === 0) return
  const at = timestamp(ctx.clock.now())
  const rows = events.map(({ topic, data }) => ({ id: uuidv7(), topic, data }))
  ctx.tx.run(sql`
    insert into outbox_events (company_id, id, topic, data, at)
    select ${ctx.company.id}, id, topic, data, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}) as event (id uuid, topic text, data jsonb)`)
}
