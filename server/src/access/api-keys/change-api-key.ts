import type { Context } from '../../kernel/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { audit, changes } from '../../platform/audit/audit.ts'
import { type KeyRow, lockKey, updateKey } from './api-key-queries.ts'
import { keyFacts } from './api-key-view.ts'
import { checkAssignable, checkExpiry } from './assignable.ts'
import type { KeyFields } from './create-api-key.ts'

/** What is given of a key; absent: as it is. */
type KeyPatch = { readonly [Field in keyof KeyFields]?: KeyFields[Field] | undefined }

/**
 * Changes what is given of a key; a list replaces the old one. It acts on the key's next request.
 * @throws NotFound `API_KEY_NOT_FOUND`
 * @throws BadRequest `API_KEY_SCOPE_NOT_ASSIGNABLE`, `API_KEY_EXPIRY_IN_PAST`
 */
export async function changeApiKey(ctx: Context, id: string, patch: KeyPatch): Promise<KeyRow> {
  const row = await lockKey(ctx.tx, ctx.company.id, id)
  if (row === undefined) throw notFound('API_KEY', id)
  if (patch.scopes !== undefined) checkAssignable(patch.scopes, row.scopes)
  checkExpiry(patch.expiresAt)
  const changed = patched(row, patch)
  const difference = changes(keyFacts(row), keyFacts(changed))
  if (difference === null) return row
  updateKey(ctx.tx, ctx.company.id, changed)
  audit(ctx, { action: 'api_key.update', resourceId: id, ...difference })
  return changed
}

function patched(row: KeyRow, patch: KeyPatch): KeyRow {
  const { ipWhitelist, expiresAt, rateLimitTiers } = patch
  return {
    ...row,
    name: patch.name ?? row.name,
    scopes: patch.scopes === undefined ? row.scopes : [...new Set(patch.scopes)].sort(),
    // `null` clears, absence leaves as it is.
    ip_whitelist: ipWhitelist === undefined ? row.ip_whitelist : (ipWhitelist ?? []),
    expires_at: expiresAt === undefined ? row.expires_at : expiresAt,
    rate_limit_tiers: rateLimitTiers === undefined ? row.rate_limit_tiers : (rateLimitTiers ?? []),
  }
}
