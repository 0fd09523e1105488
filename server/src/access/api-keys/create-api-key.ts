import type { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { RateLimitTier } from '../../platform/http/caller.ts'
import type { newKeySchema } from './api-key-view.ts'
import { keyView } from './api-key-view.ts'
import { checkAssignable, checkExpiry } from './assignable.ts'
import { getKey } from './get-api-key.ts'
import { issueKey } from './issue-key.ts'

/** What the operator gives of a key. */
export interface KeyFields {
  readonly name: string
  readonly scopes: readonly string[]
  readonly ipWhitelist?: readonly string[] | null
  readonly expiresAt?: string | null
  readonly rateLimitTiers?: readonly RateLimitTier[] | null
}

/**
 * Makes a key for the operator; the answer alone carries its text.
 * @throws BadRequest `API_KEY_SCOPE_NOT_ASSIGNABLE`, `API_KEY_EXPIRY_IN_PAST`
 */
export async function createApiKey(
  ctx: Context,
  fields: KeyFields,
): Promise<z.input<typeof newKeySchema>> {
  checkAssignable(fields.scopes)
  checkExpiry(fields.expiresAt)
  const { id, key } = issueKey(ctx, {
    name: fields.name,
    scopes: fields.scopes,
    ipWhitelist: fields.ipWhitelist ?? [],
    rateLimitTiers: fields.rateLimitTiers ?? [],
    expiresAt: fields.expiresAt ?? null,
  })
  return { ...keyView(await getKey(ctx, id)), key }
}
