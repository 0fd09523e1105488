import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database.ts'
import { sql } from './sql.ts'

const TIMEOUT_MS = 2000

/** Whether the database answers, within two seconds. */
export async function isReachable(db: Database): Promise<boolean> {
  const timer = new AbortController()
  const answered = db.query(sql`select 1`).then(
    () => true,
    () => false,
  )
  const late = sleep(TIMEOUT_MS, false, { signal: timer.signal }).catch(() => false)
  const isAnswered = await Promise.race([answered, late])
  timer.abort()
  return isAnswered
}
