import type { Context } from '../../kernel/context.ts'
import * as f from '../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../platform/http/operation.ts'
import { pageSchema } from '../../platform/http/paging.ts'
import { ALL_SCOPES } from '../scopes.ts'
import { currentKeySchema, keyFacts, keySchema, keyView, newKeySchema } from './api-key-view.ts'
import { changeApiKey } from './change-api-key.ts'
import { createApiKey } from './create-api-key.ts'
import { getKey } from './get-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

/** A hundred years: the longest window of a tier, in ms. */
const TTL_MAX = 3_153_600_000_000

const tier = f.object({
  name: f.text({ max: 100 }),
  ttl: f.integer({ min: 0, max: TTL_MAX }),
  limit: f.integer({ min: -1 }),
})

const fields = {
  name: f.text({ max: 100 }),
  scopes: f.list(f.choice(ALL_SCOPES), { min: 1, max: 100 }),
  ipWhitelist: f.optional(f.list(f.ipOrCidr(), { max: 100 })),
  expiresAt: f.optional(f.timestamp()),
  rateLimitTiers: f.optional(f.list(tier, { max: 10 })),
}

const params = f.object({ id: f.uuid() })
const operator = { surface: 'operator', tag: 'API keys', scope: 'operator' } as const
const refusals = ['API_KEY_SCOPE_NOT_ASSIGNABLE', 'API_KEY_EXPIRY_IN_PAST']

/** API keys: the calling one, and the operator's administration of them (platform.md 3 and 14.3). */
export const apiKeyOperations: readonly AnyOperation[] = [
  operation({
    id: 'getCurrentApiKey',
    surface: 'public',
    method: 'GET',
    path: '/v1/api-key',
    tag: 'API Key',
    summary: 'Get current API key',
    scope: null,
    keyOnly: true,
    answer: currentKeySchema,
    status: 200,
    run: async (ctx) => {
      const row = await getKey(ctx, callingKey(ctx))
      return { ...keyFacts(row), companyId: ctx.company.id }
    },
  }),
  operation({
    id: 'createApiKey',
    ...operator,
    method: 'POST',
    path: '/api-keys',
    summary: 'Create an API key',
    description: 'The key itself is shown in this answer only.',
    body: f.object(fields),
    answer: newKeySchema,
    status: 201,
    secretAnswer: true,
    audits: ['api_key.create'],
    errors: refusals,
    run: (ctx, { body }) => createApiKey(ctx, body),
  }),
  operation({
    id: 'listApiKeys',
    ...operator,
    method: 'GET',
    path: '/api-keys',
    summary: 'List API keys',
    query: f.object(f.pagination({ sortBy: ['createdAt'], default: 'createdAt' })),
    answer: pageSchema(keySchema),
    status: 200,
    run: (ctx, { query }) => listApiKeys(ctx, query),
  }),
  operation({
    id: 'getApiKey',
    ...operator,
    method: 'GET',
    path: '/api-keys/{id}',
    summary: 'Get an API key',
    params,
    answer: keySchema,
    status: 200,
    errors: ['API_KEY_NOT_FOUND'],
    run: async (ctx, input) => keyView(await getKey(ctx, input.params.id)),
  }),
  operation({
    id: 'updateApiKey',
    ...operator,
    method: 'PATCH',
    path: '/api-keys/{id}',
    summary: 'Change an API key',
    params,
    body: f.patch(fields),
    answer: keySchema,
    status: 200,
    audits: ['api_key.update'],
    errors: ['API_KEY_NOT_FOUND', ...refusals],
    run: async (ctx, input) => keyView(await changeApiKey(ctx, input.params.id, input.body)),
  }),
  operation({
    id: 'revokeApiKey',
    ...operator,
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke an API key',
    description: 'Acts at once, on every node. The key stays in the list with its `revokedAt`.',
    params,
    status: 204,
    audits: ['api_key.revoke'],
    errors: ['API_KEY_NOT_FOUND'],
    run: async (ctx, input) => {
      await revokeApiKey(ctx, input.params.id)
      return undefined
    },
  }),
]

/** The platform has let only an API key through. */
function callingKey(ctx: Context): string {
  if (ctx.actor.id === null) throw new Error('an API key has an id')
  return ctx.actor.id
}
