import { timestamp } from '../../kernel/calendar.ts'
import type { Context } from '../../kernel/context.ts'
import { sql } from '../db/sql.ts'

/** How a job is to be run. */
export interface EnqueueOptions {
  /** Of the jobs of one company, task and key only the last one enqueued waits. */
  readonly key?: string
  /** Real time before which it does not run; default: at once. */
  readonly runAt?: Date
}

/**
 * Enqueues a job in the context's transaction: it exists exactly when that commits. The payload is JSON, without
 * personal data where an id will do; the company's id travels with it.
 */
export function enqueue(
  ctx: Context,
  task: string,
  payload: Readonly<Record<string, unknown>>,
  { key, runAt }: EnqueueOptions = {},
): void {
  const at = runAt === undefined ? null : timestamp(runAt)
  ctx.tx.run(sql`
    select enqueue_job(${task}, ${JSON.stringify(payload)}, ${key ?? null}, ${at})`)
}
