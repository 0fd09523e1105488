import { BlockList, isIP } from 'node:net'
import { timestamp } from '../../kernel/calendar.ts'
import { Unauthorized } from '../../kernel/errors.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Caller, Credentials } from '../../platform/http/caller.ts'
import { Gatherer } from '../../platform/http/gather.ts'
import { type FoundKey, findKeys, touchKey } from './api-key-queries.ts'
import { isKeyOf, prefixOf } from './key.ts'

const LOOKUPS = { groupMax: 256, parallelMax: 2 }
const TOUCH_AFTER_MS = 60_000

/**
 * Authenticates API keys. Every request looks its key up, so that a revocation acts at once on every node;
 * look-ups of concurrent requests share one query.
 */
export class KeyAuthentication {
  readonly #db: Database
  readonly #lookups: Gatherer<string, FoundKey[]>
  readonly #touching = new Set<string>()

  constructor(db: Database) {
    this.#db = db
    this.#lookups = new Gatherer(LOOKUPS, async (prefixes) => {
      const found = await findKeys(db, [...new Set(prefixes)])
      return prefixes.map((prefix) => ({
        status: 'fulfilled',
        value: found.filter((key) => key.prefix === prefix),
      }))
    })
  }

  /** The caller behind a key. Throws `Unauthorized` with the reason of platform.md section 1. */
  async authenticate({ apiKey, bearer, ip }: Credentials): Promise<Caller> {
    if (apiKey === undefined) {
      if (bearer === undefined) throw unauthorized('missing_credentials')
      throw unauthorized(bearer.startsWith('lb_') ? 'api_key_sent_as_bearer' : 'invalid_token')
    }
    if (bearer !== undefined) throw unauthorized('multiple_credentials')
    const prefix = prefixOf(apiKey)
    if (prefix === undefined) throw unauthorized('invalid_api_key')
    const candidates = await this.#lookups.call('keys', prefix)
    const key = candidates.find(({ hash }) => isKeyOf(hash, apiKey))
    if (key === undefined) throw unauthorized('invalid_api_key')
    // Lifetimes run on real time, never on a sandbox company's clock (platform.md).
    const now = new Date()
    if (key.expires_at !== null && new Date(key.expires_at) <= now) {
      throw unauthorized('expired_api_key')
    }
    if (!isAllowed(key.ip_whitelist, ip)) throw unauthorized('ip_whitelist_mismatch')
    this.#touch(key, now)
    return callerOf(key)
  }

  #touch(key: FoundKey, now: Date): void {
    const last = key.last_used_at === null ? 0 : Date.parse(key.last_used_at)
    if (now.getTime() - last < TOUCH_AFTER_MS || this.#touching.has(key.id)) return
    this.#touching.add(key.id)
    this.#db
      .transact(key.company_id, 'write', async (tx) =>
        touchKey(tx, key.company_id, key.id, timestamp(now)),
      )
      // Only a convenience of the key list: the request must not fail for it.
      .catch(() => undefined)
      .finally(() => this.#touching.delete(key.id))
  }
}

function unauthorized(reason: string): Unauthorized {
  const message = reason === 'invalid_token' ? 'Invalid access token' : 'Invalid API key'
  return new Unauthorized('UNAUTHORIZED', message, { reason })
}

function callerOf(key: FoundKey): Caller {
  return {
    credential: {
      kind: 'api_key',
      id: key.id,
      expiresAt: key.expires_at,
      rateLimitTiers: key.rate_limit_tiers,
    },
    actor: { type: 'api_key', id: key.id, label: key.name, scopes: new Set(key.scopes) },
    company: {
      id: key.company_id,
      name: key.company_name,
      countryCode: key.country_code,
      baseCurrency: key.currency,
      timeZone: key.time_zone,
      sandbox: key.sandbox,
      licenses: new Set(key.licenses),
    },
    clockAt: key.clock_at === null ? null : new Date(key.clock_at),
  }
}

/** Whether an address is in the allowlist of addresses and CIDR ranges; an empty list allows any. */
function isAllowed(whitelist: readonly string[], ip: string): boolean {
  if (whitelist.length === 0) return true
  const family = isIP(ip)
  if (family === 0) return false
  const list = new BlockList()
  for (const entry of whitelist) {
    const [address = '', bits] = entry.split('/')
    const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, kind)
    else list.addSubnet(address, Number(bits), kind)
  }
  return list.check(ip, family === 6 ? 'ipv6' : 'ipv4')
}
