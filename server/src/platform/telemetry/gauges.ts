import type { Database } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { Metrics } from './metrics.ts'

/** Adds what the database, the job queue and the outbox look like at the moment. */
export function addGauges(metrics: Metrics, db: Database): void {
  metrics.gauge(
    'ledgerbee_database_connections',
    'Connections of the pool by state, and transactions waiting for one.',
    async () => ({ ...db.connections }),
  )
  metrics.gauge(
    'ledgerbee_jobs',
    'Jobs that wait or run, and jobs that used up their attempts, on all nodes.',
    async () => {
      const [row] = await db.query<{ waiting: bigint; failed: bigint }>(sql`
        select waiting, failed from count_jobs()`)
      return { waiting: Number(row?.waiting), failed: Number(row?.failed) }
    },
  )
  metrics.gauge(
    'ledgerbee_outbox_events',
    'Events that no handler has taken on yet, on all nodes; counted up to 100,000.',
    async () => {
      const [row] = await db.query<{ waiting: bigint }>(sql`
        select count_outbox_events() as waiting`)
      return { waiting: Number(row?.waiting) }
    },
  )
}
