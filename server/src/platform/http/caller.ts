import type { Actor, CompanyFacts, License } from '../../kernel/context.ts'

/** A window of requests a key may make (platform.md 3): `ttl` in ms, 0 = no window; `limit` -1 = no limit. */
export interface RateLimitTier {
  readonly name: string
  readonly ttl: number
  readonly limit: number
}

/** What a request brings along to say who sends it; nothing of it is ever logged. */
export interface Credentials {
  /** `x-api-key` header, else the query parameter of that name. */
  readonly apiKey: string | undefined
  /** Token of `Authorization: Bearer`. */
  readonly bearer: string | undefined
  readonly ip: string
}

/** An authenticated caller and the company it acts for. */
export interface Caller {
  readonly credential: {
    readonly kind: 'api_key' | 'oauth_token'
    readonly id: string
    /** ISO 8601; `null`: never. */
    readonly expiresAt: string | null
    readonly rateLimitTiers: readonly RateLimitTier[]
  }
  readonly actor: Actor
  readonly company: CompanyFacts
  /** The sandbox company's frozen instant, or `null` for real time. */
  readonly clockAt: Date | null
}

/** Answers who sends a request, or throws `Unauthorized`. */
export type Authenticate = (credentials: Credentials) => Promise<Caller>

/** What a key's tiers say to one more request: the tightest of them, after this request. */
export interface RateLimitVerdict {
  /** Requests left. */
  readonly remaining: number
  /** Unix second at which its oldest counted request leaves its window. */
  readonly reset: number
  /** The tier that refuses, if one does, and the seconds until it may be asked again. */
  readonly refusal?: { readonly tier: RateLimitTier; readonly retryAfter: number }
}

/**
 * Counts one request against the tiers, all of which must allow it; a refused request is not counted
 * (platform.md 3). `undefined`: none of them limits anything.
 */
export type LimitRate = (
  credentialId: string,
  tiers: readonly RateLimitTier[],
) => Promise<RateLimitVerdict | undefined>

/** All licenses a company may have; a self-hosted one has them unless the operator turns one off. */
export const LICENSES: readonly License[] = ['Subscription', 'MeteredProducts', 'CustomerPortal']
