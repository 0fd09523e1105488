import { timestamp } from '../../kernel/calendar.ts'
import type { Context } from '../../kernel/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { audit } from '../../platform/audit/audit.ts'
import { lockKey, updateKey } from './api-key-queries.ts'

/** Revokes a key for good, from its next request on; again it changes nothing. @throws NotFound `API_KEY_NOT_FOUND` */
export async function revokeApiKey(ctx: Context, id: string): Promise<void> {
  const row = await lockKey(ctx.tx, ctx.company.id, id)
  if (row === undefined) throw notFound('API_KEY', id)
  if (row.revoked_at !== null) return
  // Keys live on real time, never on a sandbox company's clock.
  const revokedAt = timestamp(new Date())
  updateKey(ctx.tx, ctx.company.id, { ...row, revoked_at: revokedAt })
  audit(ctx, {
    action: 'api_key.revoke',
    resourceId: id,
    before: { revokedAt: null },
    after: { revokedAt },
  })
}
