import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ASSIGNABLE_SCOPES } from '../../src/access/index.ts'
import { Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const KEYS = '/operator/v1/api-keys'
const UNKNOWN = '0197a943-2325-7829-b835-b6c71a2930aa'

let server: TestApp
let company: TestCompany
let other: TestCompany

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  other = await server.company()
})
afterAll(() => server.close())

/** A key made through the API, with its client. */
async function makeKey(fields: object = {}) {
  const body = { name: 'till', scopes: ['accounts-read'], ...fields }
  const made = await company.api.post(KEYS, body)
  expect(made.status).toBe(201)
  return { ...made.body, api: new Client(server.app, made.body.key) }
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

describe('GET /v1/api-key', () => {
  test('shows the calling key, whatever its scopes, with an ETag that stays', async () => {
    const expiresAt = inAnHour()
    const tiers = [{ name: 'minute', ttl: 60_000, limit: 100 }]
    const key = await makeKey({
      scopes: ['projects-read', 'accounts-read', 'projects-read'],
      ipWhitelist: ['127.0.0.0/8', '::1'],
      expiresAt,
      rateLimitTiers: tiers,
    })
    const first = await key.api.get('/v1/api-key')
    expect(first.status).toBe(200)
    expect(first.body).toEqual({
      id: key.id,
      name: 'till',
      prefix: key.key.slice(0, 11),
      companyId: company.id,
      scopes: ['accounts-read', 'projects-read'],
      ipWhitelist: ['127.0.0.0/8', '::1'],
      expiresAt,
      rateLimitTiers: tiers,
      createdAt: key.createdAt,
    })
    expect(first.headers['x-api-key-expires-at']).toBe(expiresAt)
    const etag = first.headers['etag'] ?? ''
    const again = await key.api.get('/v1/api-key', { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect(again.raw.length).toBe(0)
    expect(again.headers['etag']).toBe(etag)
  })

  test('a key may come in the query; the header wins over it', async () => {
    const key = await makeKey()
    const inQuery = new Client(server.app, '')
    expect((await inQuery.get(`/v1/api-key?x-api-key=${key.key}`)).body.id).toBe(key.id)
    expect((await company.api.get(`/v1/api-key?x-api-key=${key.key}`)).body.id).not.toBe(key.id)
  })
})

describe('POST /api-keys', () => {
  test('makes a key that is shown once and works', async () => {
    const key = await makeKey()
    expect(key.key).toMatch(/^lb_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}$/)
    expect(key).toMatchObject({
      prefix: key.key.slice(0, 11),
      ipWhitelist: [],
      expiresAt: null,
      rateLimitTiers: [],
      revokedAt: null,
    })
    const read = await company.api.get(`${KEYS}/${key.id}`)
    expect(read.status).toBe(200)
    expect(read.body).not.toHaveProperty('key')
    const list = await company.api.get(KEYS)
    expect(list.body.data[0]).toMatchObject({ id: key.id })
    expect(list.raw.toString()).not.toContain(key.key)
    expect((await key.api.get('/v1/api-key')).status).toBe(200)
    const { scopes } = await makeKey({ scopes: [...ASSIGNABLE_SCOPES] })
    expect(scopes).toEqual([...ASSIGNABLE_SCOPES].sort())
  })

  test.each([
    [{ scopes: ['accounts-read', 'operator'] }, ['operator']],
    [{ scopes: ['portal-sso-mint', 'portal-provision'] }, ['portal-provision', 'portal-sso-mint']],
  ])('%j is API_KEY_SCOPE_NOT_ASSIGNABLE', async (fields, refused) => {
    const answer = await company.api.post(KEYS, { name: 'x', ...fields })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: 'API_KEY_SCOPE_NOT_ASSIGNABLE',
      details: { scopes: refused },
    })
  })

  test('an expiry that has come is API_KEY_EXPIRY_IN_PAST', async () => {
    const body = { name: 'x', scopes: ['accounts-read'], expiresAt: '2020-01-01T00:00:00Z' }
    const answer = await company.api.post(KEYS, body)
    expect([answer.status, answer.body.code]).toEqual([400, 'API_KEY_EXPIRY_IN_PAST'])
  })

  test.each([
    [{}, { name: { isNotEmpty: 'name should not be empty' } }],
    [
      { name: 'x'.repeat(101) },
      { name: { maxLength: 'name must be shorter than or equal to 100 characters' } },
    ],
    [{ scopes: [] }, { scopes: { arrayMinSize: 'scopes must contain at least 1 elements' } }],
    [
      { ipWhitelist: ['10.0.0.1', 'home'] },
      { ipWhitelist: { isIP: 'each value in ipWhitelist must be an ip address' } },
    ],
    [
      { expiresAt: 'tomorrow' },
      { expiresAt: { isDateString: 'expiresAt must be a valid ISO 8601 date string' } },
    ],
    [
      { rateLimitTiers: [{ name: 'a', ttl: -1, limit: -2 }] },
      {
        'rateLimitTiers.0.ttl': { min: 'ttl must not be less than 0' },
        'rateLimitTiers.0.limit': { min: 'limit must not be less than -1' },
      },
    ],
    [{ colour: 'red' }, { colour: { whitelistValidation: 'property colour should not exist' } }],
  ])('%j breaks %j', async (fields, broken) => {
    const valid = Object.keys(fields).length === 0 ? {} : { name: 'x' }
    const answer = await company.api.post(KEYS, { ...valid, scopes: ['accounts-read'], ...fields })
    expect([answer.status, answer.body.code]).toEqual([400, 'SHARED_VALIDATION_FAILED'])
    expect(answer.body.message).toBe('Bad Request Exception')
    expect(byProperty(answer.body.details.validationErrors)).toEqual(broken)
  })

  test('an unknown scope is isEnum', async () => {
    const answer = await company.api.post(KEYS, { name: 'x', scopes: ['everything'] })
    const { scopes } = byProperty(answer.body.details.validationErrors)
    expect(Object.keys(scopes ?? {})).toEqual(['isEnum'])
  })

  test('a replay shows the same key, which is encrypted where it is stored', async () => {
    const body = { name: 'replayed', scopes: ['accounts-read'] }
    const first = await company.api.post(KEYS, body, { idempotencyKey: 'make-key' })
    const again = await company.api.post(KEYS, body, { idempotencyKey: 'make-key' })
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotent-replayed']).toBe('true')
    const stored = await server.query(
      `select encode(body, 'escape') as body, encrypted from idempotency_keys`,
    )
    expect(stored).toMatchObject([{ encrypted: true }])
    expect(JSON.stringify(stored)).not.toContain(first.body.key.slice(12))
  })
})

describe('changing and revoking', () => {
  test('PATCH leaves what is left out, replaces lists, acts on the next request', async () => {
    const key = await makeKey({ ipWhitelist: ['127.0.0.1'], expiresAt: inAnHour() })
    const patched = await company.api.patch(`${KEYS}/${key.id}`, {
      scopes: ['vat-codes-read', 'accounts-read'],
      ipWhitelist: ['10.1.0.0/16'],
      expiresAt: null,
    })
    expect(patched.status).toBe(200)
    expect(patched.body).toMatchObject({
      name: 'till',
      scopes: ['accounts-read', 'vat-codes-read'],
      ipWhitelist: ['10.1.0.0/16'],
      expiresAt: null,
    })
    const refused = await key.api.get('/v1/api-key')
    expect([refused.status, refused.body.details.reason]).toEqual([401, 'ip_whitelist_mismatch'])
    await company.api.patch(`${KEYS}/${key.id}`, { ipWhitelist: null })
    const allowed = await key.api.get('/v1/api-key')
    expect([allowed.status, allowed.body.ipWhitelist]).toEqual([200, []])
  })

  test('PATCH may keep a scope that cannot be given, not add one', async () => {
    const mine = (await company.api.get('/v1/api-key')).body.id
    const kept = await company.api.patch(`${KEYS}/${mine}`, {
      scopes: ['operator', 'accounts-read'],
    })
    expect(kept.status).toBe(200)
    const added = await company.api.patch(`${KEYS}/${mine}`, {
      scopes: ['operator', 'portal-provision'],
    })
    expect(added.body.code).toBe('API_KEY_SCOPE_NOT_ASSIGNABLE')
    const past = await company.api.patch(`${KEYS}/${mine}`, { expiresAt: '2020-01-01T00:00:00Z' })
    expect(past.body.code).toBe('API_KEY_EXPIRY_IN_PAST')
    const empty = await company.api.patch(`${KEYS}/${mine}`, { name: null })
    expect(empty.body.details.validationErrors[0].constraints).toHaveProperty('isNotEmpty')
  })

  test('DELETE revokes at once and for good, and leaves the record', async () => {
    const key = await makeKey()
    expect((await company.api.delete(`${KEYS}/${key.id}`)).status).toBe(204)
    const refused = await key.api.get('/v1/api-key')
    expect([refused.status, refused.body.details.reason]).toEqual([401, 'invalid_api_key'])
    const read = await company.api.get(`${KEYS}/${key.id}`)
    expect(read.body.revokedAt).toMatch(/^\d{4}-.*Z$/)
    expect((await company.api.delete(`${KEYS}/${key.id}`)).status).toBe(204)
    const again = await company.api.get(`${KEYS}/${key.id}`)
    expect(again.body.revokedAt).toBe(read.body.revokedAt)
  })

  test('each change is audited once, without the key; what changes nothing is not', async () => {
    const key = await makeKey()
    await company.api.patch(`${KEYS}/${key.id}`, { name: 'counter' })
    await company.api.patch(`${KEYS}/${key.id}`, { name: 'counter' })
    await company.api.delete(`${KEYS}/${key.id}`)
    await company.api.delete(`${KEYS}/${key.id}`)
    const events = await company.api.get(`/operator/v1/audit/events?resourceId=${key.id}`)
    const actions = events.body.data.map((event: { action: string }) => event.action)
    expect(actions).toEqual(['api_key.revoke', 'api_key.update', 'api_key.create'])
    expect(events.body.data[1]).toMatchObject({
      before: { name: 'till' },
      after: { name: 'counter' },
    })
    expect(events.raw.toString()).not.toContain(key.key)
  })
})

describe('lists and who may see them', () => {
  test('pages by number and by cursor never overlap', async () => {
    for (let count = 0; count < 3; count += 1) await makeKey()
    const all = (await company.api.get(`${KEYS}?limit=100`)).body
    const ids = all.data.map(({ id }: { id: string }) => id)
    expect(ids).toEqual([...ids].sort().reverse())
    expect(all).toMatchObject({ total: ids.length, page: 1, limit: 100, totalPages: 1 })
    expect(all.nextCursor).toBeNull()
    const second = (await company.api.get(`${KEYS}?limit=2&page=2`)).body
    expect(second.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2, 4))
    expect(second.totalPages).toBe(Math.ceil(ids.length / 2))
    const walked: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { data: { id: string }[]; nextCursor: string | null } = (
        await company.api.get(`${KEYS}?limit=2&cursor=${cursor}`)
      ).body
      walked.push(...page.data.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(walked).toEqual(ids)
    const upward = (await company.api.get(`${KEYS}?limit=2&sortOrder=asc`)).body
    expect(upward.data[0].id).toBe(ids.at(-1))
    const wrong = await company.api.get(`${KEYS}?cursor=zzz`)
    expect(wrong.body.details.validationErrors[0].property).toBe('cursor')
  })

  test.each(['GET', 'PATCH', 'DELETE'] as const)(
    '%s of an unknown or foreign key is 404',
    async (method) => {
      const foreign = (await other.api.get('/v1/api-key')).body.id
      const body = method === 'PATCH' ? {} : undefined
      for (const id of [UNKNOWN, foreign]) {
        const answer = await company.api.send(method, `${KEYS}/${id}`, body, {})
        expect(answer.status).toBe(404)
        expect(answer.body).toMatchObject({
          code: 'API_KEY_NOT_FOUND',
          details: { resource: 'API_KEY', id },
        })
      }
      const malformed = await company.api.send(method, `${KEYS}/7`, body, {})
      expect(byProperty(malformed.body.details.validationErrors)).toEqual({
        id: { isUUID: 'id must be a UUID' },
      })
    },
  )

  test('without a key 401, without the scope operator 403', async () => {
    const nobody = new Client(server.app, '')
    expect((await nobody.get(KEYS)).status).toBe(401)
    const clerk = await server.key(company, ['accounts-read'])
    const answer = await clerk.post(KEYS, {})
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({
      code: 'INSUFFICIENT_PERMISSIONS',
      details: { requiredScopes: ['operator'] },
    })
  })
})

function byProperty(errors: { property: string; constraints: Record<string, string> }[]) {
  return Object.fromEntries(errors.map(({ property, constraints }) => [property, constraints]))
}
