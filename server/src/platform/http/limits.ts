import type { RateLimitTier, RateLimitVerdict } from './caller.ts'

/** What was granted to a bucket so far, as of `now`. */
export interface Usage {
  /** Unix time in seconds, with fraction. */
  readonly now: number
  /** Requests granted since counting began. */
  readonly granted: number
  /** By `ttl` in ms: the requests still in that window, and when the oldest of them came. */
  readonly windows: ReadonlyMap<number, Window>
}

/** The granted requests of one sliding window. */
export interface Window {
  readonly count: number
  /** Unix time in seconds. */
  readonly oldest: number
}

/** A quota never resets: the last second of the year 9999, as a `Reset` must be a number. */
const NEVER = 253_402_300_799

/** Who used up a quota asks again tomorrow at the soonest: it may have been raised by then. */
const RETRY_QUOTA_S = 86_400

/** The tiers that limit something (`limit` -1 does not). */
export function limiting(tiers: readonly RateLimitTier[]): RateLimitTier[] {
  return tiers.filter(({ limit }) => limit >= 0)
}

/**
 * Whether one more request may pass, and what is left of the tightest tier after it. All tiers must allow it;
 * of several that refuse, the one that frees up last is told.
 */
export function judge(tiers: readonly RateLimitTier[], usage: Usage): RateLimitVerdict {
  const states = tiers.map((tier) => stateOf(tier, usage))
  const isRefused = states.some(({ left }) => left <= 0)
  const [tightest] = states.sort((a, b) => a.left - b.left || b.freeAt - a.freeAt)
  if (tightest === undefined) throw new Error('no tier limits anything')
  const { tier, left, freeAt } = tightest
  const reset = Math.ceil(freeAt)
  if (!isRefused) return { remaining: left - 1, reset }
  const isQuota = freeAt === NEVER
  const retryAfter = isQuota ? RETRY_QUOTA_S : Math.max(1, Math.ceil(freeAt - usage.now))
  return { remaining: 0, reset, refusal: { tier, retryAfter } }
}

interface TierState {
  readonly tier: RateLimitTier
  /** Requests left before this one; 0 refuses it. */
  readonly left: number
  /** When the oldest counted request leaves, unix seconds. */
  readonly freeAt: number
}

function stateOf(tier: RateLimitTier, { now, granted, windows }: Usage): TierState {
  const { ttl, limit } = tier
  if (ttl === 0) return { tier, left: Math.max(0, limit - granted), freeAt: NEVER }
  const window = windows.get(ttl)
  const left = Math.max(0, limit - (window?.count ?? 0))
  return { tier, left, freeAt: (window?.oldest ?? now) + ttl / 1000 }
}
