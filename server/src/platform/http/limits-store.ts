import type { Transaction } from '../../kernel/context.ts'
import type { Database } from '../db/database.ts'
import type { RateLimitTier, RateLimitVerdict } from './caller.ts'
import { judge, limiting, type Usage, type Window } from './limits.ts'
import {
  findLastHit,
  findOldestHits,
  insertHit,
  lockBucket,
  pruneBucket,
  pruneForgotten,
} from './limits-queries.ts'

/** Forgotten hits removed with each one that is counted: more than one, so that they dwindle. */
const FORGOTTEN_MAX = 10

/**
 * Rate limits as sliding windows in PostgreSQL, shared by all nodes (platform.md 3 and 4). A bucket is whatever is
 * limited: a key, an address, a client. Requests for one bucket take turns, so that parallel ones never exceed it.
 */
export class RateLimiter {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * Asks for one more request under all `tiers`; counts it only if granted. `undefined`: no tier limits anything.
   * Runs on real time, never on a company's clock.
   */
  async take(
    bucket: string,
    tiers: readonly RateLimitTier[],
  ): Promise<RateLimitVerdict | undefined> {
    const limits = limiting(tiers)
    if (limits.length === 0) return undefined
    const ttls = [...new Set(limits.map(({ ttl }) => ttl))]
    return await this.#db.transact(null, 'write', async (tx) => {
      lockBucket(tx, bucket)
      const { now, usage } = await usageOf(tx, bucket, ttls)
      const verdict = judge(limits, usage)
      if (verdict.refusal !== undefined) return verdict
      const longestTtl = Math.max(...ttls)
      const hit = {
        ...{ bucket, at: now, ordinal: usage.granted + 1, longestTtl },
        inQuota: ttls.includes(0),
      }
      insertHit(tx, hit)
      pruneBucket(tx, hit)
      pruneForgotten(tx, FORGOTTEN_MAX)
      return verdict
    })
  }
}

async function usageOf(
  tx: Transaction,
  bucket: string,
  ttls: readonly number[],
): Promise<{ now: string; usage: Usage }> {
  const windowed = ttls.filter((ttl) => ttl > 0)
  const [last, hits] = await Promise.all([
    findLastHit(tx, bucket),
    findOldestHits(tx, bucket, windowed),
  ])
  if (last === undefined) throw new Error('the database told no time')
  const granted = Number(last.ordinal)
  const windows = new Map<number, Window>()
  for (const { ttl, ordinal, epoch } of hits) {
    windows.set(Number(ttl), { count: granted - Number(ordinal) + 1, oldest: epoch })
  }
  return { now: last.now, usage: { now: last.epoch, granted, windows } }
}
