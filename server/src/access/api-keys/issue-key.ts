import { timestamp } from '../../kernel/calendar.ts'
import type { Context } from '../../kernel/context.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { RateLimitTier } from '../../platform/http/caller.ts'
import { insertKey } from './api-key-queries.ts'
import { hashKey, newKey, prefixOf } from './key.ts'

/** What a key is asked for; the caller has checked that the scopes may be given. */
export interface KeyRequest {
  readonly name: string
  readonly scopes: readonly string[]
  readonly ipWhitelist?: readonly string[]
  readonly rateLimitTiers?: readonly RateLimitTier[]
  readonly expiresAt?: string | null
  /** The key's own text, when it comes from `LEDGERBEE_BOOTSTRAP_KEY`. */
  readonly key?: string
}

/** Makes an API key of the context's company; the text of the key is in this answer and nowhere else. */
export function issueKey(
  ctx: Context,
  request: KeyRequest,
): { id: string; key: string; prefix: string } {
  const key = request.key ?? newKey()
  const prefix = prefixOf(key)
  if (prefix === undefined) throw new Error('an API key must look like lb_<8 public>_<32+ random>')
  const id = uuidv7()
  const { name, ipWhitelist = [], rateLimitTiers = [], expiresAt = null } = request
  const scopes = [...new Set(request.scopes)].sort()
  const facts = { name, prefix, scopes, ipWhitelist, rateLimitTiers, expiresAt }
  // A key lives on real time, never on a sandbox company's clock.
  const createdAt = timestamp(new Date())
  insertKey(ctx.tx, ctx.company.id, { ...facts, id, hash: hashKey(key), createdAt })
  audit(ctx, { action: 'api_key.create', resourceId: id, before: null, after: facts })
  return { id, key, prefix }
}
