import type { Statement } from '../../kernel/context.ts'
import type { Database } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { Task } from './job.ts'

/** Rows removed by one statement: short transactions, so that nothing waits for them. */
const BATCH = 5000

/** Idempotency keys after 24 hours, dispatched events after 30 days, hits that no rate limit counts any more. */
export function pruningTasks(db: Database): readonly Task[] {
  return [
    prune(
      db,
      'prune-idempotency-keys',
      '7 * * * *',
      sql`select prune_idempotency_keys(${BATCH}) as pruned`,
    ),
    prune(
      db,
      'prune-outbox-events',
      '17 * * * *',
      sql`select prune_outbox_events(${BATCH}) as pruned`,
    ),
    prune(
      db,
      'prune-rate-limit-hits',
      '*/10 * * * *',
      sql`select prune_rate_limit_hits(${BATCH}) as pruned`,
    ),
  ]
}

function prune(db: Database, name: string, cron: string, statement: Statement): Task {
  return {
    name,
    cron,
    async run({ signal }) {
      let pruned = BATCH
      while (pruned === BATCH && !signal.aborted) {
        const [row] = await db.query<{ pruned: bigint }>(statement)
        pruned = Number(row?.pruned ?? 0)
      }
    },
  }
}
