import { z } from 'zod'
import type { KeyRow } from './api-key-queries.ts'

const tierSchema = z
  .object({
    name: z.string(),
    ttl: z.int().describe('Window in ms; 0: no window, a quota for the life of the key.'),
    limit: z.int().describe('Requests in the window; -1: unlimited.'),
  })
  .meta({ id: 'RateLimitTier' })

const facts = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe('`lb_` and the 8 public characters of the key.'),
  scopes: z.array(z.string()),
  ipWhitelist: z.array(z.string()).describe('Addresses and CIDR ranges; empty: any address.'),
  expiresAt: z.iso.datetime().nullable(),
  rateLimitTiers: z.array(tierSchema),
  createdAt: z.iso.datetime(),
}

/** The calling key as it sees itself (platform.md 3): nothing that changes from call to call. */
export const currentKeySchema = z
  .object({ ...facts, companyId: z.uuid() })
  .meta({ id: 'CurrentApiKey' })

/** A key as the operator sees it (platform.md 14.3). */
export const keySchema = z
  .object({
    ...facts,
    lastUsedAt: z.iso.datetime().nullable().describe('To the minute.'),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' })

/** A key just made, with its text. */
export const newKeySchema = keySchema
  .extend({ key: z.string().describe('Shown in this answer only.') })
  .meta({ id: 'NewApiKey' })

/** What a key is and may do. */
export function keyFacts(row: KeyRow) {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: [...row.scopes],
    ipWhitelist: [...row.ip_whitelist],
    expiresAt: row.expires_at,
    rateLimitTiers: [...row.rate_limit_tiers],
    createdAt: row.created_at,
  }
}

/** A row as the API's object. */
export function keyView(row: KeyRow): z.input<typeof keySchema> {
  return { ...keyFacts(row), lastUsedAt: row.last_used_at, revokedAt: row.revoked_at }
}
