import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { probeApp } from '../harness/probe-app.ts'

const ID = '0197a943-2325-7829-b835-b6c71a2930aa'
const PROBE = `/api/v1/probe/${ID}`
const KEYS = '/operator/v1/api-keys'

let server: TestApp
let company: TestCompany
let probe: FastifyInstance
let unscoped: Client

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  unscoped = await server.key(company, ['vendors-read'])
  probe = await probeApp(server)
})
afterAll(async () => {
  await probe.close()
  await server.close()
})

async function ask(options: InjectOptions & { key?: string; app?: FastifyInstance }) {
  const { key = company.api.key, app = probe, headers, ...rest } = options
  const sent = key === '' ? headers : { 'x-api-key': key, ...headers }
  const answer = await app.inject({ method: 'POST', url: PROBE, ...rest, headers: sent ?? {} })
  const isJson = answer.headers['content-type']?.toString().startsWith('application/json')
  return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : null }
}

const json = { 'content-type': 'application/json' }

describe('the order of checks: the first failure answers', () => {
  const big = { 'content-length': '1048577' }
  const bearer = { authorization: 'Bearer lb_AAAAAAAA_x' }

  test.each([
    [
      'route before all',
      { url: '/api/v1/nothing', key: '', payload: '{', headers: json },
      404,
      'ROUTE_NOT_FOUND',
    ],
    [
      'route before media type',
      { url: '/api/v1/nothing', payload: 'x', headers: { 'content-type': 'text/plain' } },
      404,
      'ROUTE_NOT_FOUND',
    ],
    [
      'method before all',
      { method: 'PUT', key: '', payload: '{', headers: json },
      404,
      'ROUTE_NOT_FOUND',
    ],
    [
      'size before authentication',
      { key: '', headers: { ...json, ...big } },
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'authentication before the body',
      { key: '', payload: '{', headers: { 'content-type': 'text/plain' } },
      401,
      'UNAUTHORIZED',
    ],
    ['authentication by a key as bearer', { key: '', headers: bearer }, 401, 'UNAUTHORIZED'],
    [
      'media type before syntax',
      { payload: '{', headers: { 'content-type': 'text/plain' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'syntax before shape',
      { url: '/api/v1/probe/7', payload: '{', headers: json },
      400,
      'MALFORMED_JSON',
    ],
    [
      'shape before the idempotency key',
      { url: '/api/v1/probe/7', payload: '{}', headers: { ...json, 'idempotency-key': 'a b' } },
      400,
      'SHARED_VALIDATION_FAILED',
    ],
    [
      'idempotency key before existence',
      { payload: '{"value":404}', headers: { ...json, 'idempotency-key': 'a b' } },
      400,
      'IDEMPOTENCY_KEY_INVALID',
    ],
    ['existence', { payload: '{"value":404}', headers: json }, 404, 'PROBE_NOT_FOUND'],
    ['business rule', { payload: '{"value":400}', headers: json }, 400, 'PROBE_REFUSED'],
  ] as [string, Parameters<typeof ask>[0], number, string][])(
    '%s',
    async (_name, options, status, code) => {
      const answer = await ask(options)
      expect([answer.status, answer.body.code]).toEqual([status, code])
    },
  )

  test('license before scope, scope before the body', async () => {
    const poor = await server.company()
    await poor.api.patch('/operator/v1/company', { licenses: { CustomerPortal: false } })
    const clerk = await server.key(poor, ['vendors-read'])
    const licensed = await ask({ key: clerk.key, payload: '{', headers: json })
    expect([licensed.status, licensed.body.code]).toEqual([403, 'LICENSE.REQUIRED'])
    expect(licensed.body.details).toEqual({ licenseKey: 'CustomerPortal' })
    const scoped = await ask({ key: unscoped.key, payload: '{', headers: json })
    expect([scoped.status, scoped.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS'])
    expect(scoped.body.details).toEqual({ requiredScopes: ['accounts-read'] })
  })

  test('path, query and body are validated together', async () => {
    const url = `/api/v1/probe/7?note=${'n'.repeat(21)}&who=me`
    const { body } = await ask({ url, payload: { value: 1.5, colour: 'red' } })
    const found = body.details.validationErrors.map((error: { property: string }) => error.property)
    expect(found.sort()).toEqual(['colour', 'id', 'note', 'value', 'who'])
    expect(body).toMatchObject({ statusCode: 400, message: 'Bad Request Exception' })
  })
})

describe('401', () => {
  test.each([
    ['missing_credentials', {}],
    ['invalid_api_key', { 'x-api-key': 'nonsense' }],
    ['invalid_api_key', { 'x-api-key': `lb_00000000_${'x'.repeat(40)}` }],
    ['api_key_sent_as_bearer', { authorization: `Bearer lb_00000000_${'x'.repeat(40)}` }],
    ['invalid_token', { authorization: 'Bearer lbat_nothing' }],
    ['multiple_credentials', { 'x-api-key': 'nonsense', authorization: 'Bearer lbat_nothing' }],
    ['missing_credentials', { authorization: 'Basic YTpi' }],
  ] as [string, Record<string, string>][])('%s: %j', async (reason, headers) => {
    const answer = await ask({ key: '', headers })
    expect(answer.status).toBe(401)
    expect(answer.body).toMatchObject({ code: 'UNAUTHORIZED', details: { reason } })
    const isToken = reason === 'invalid_token'
    expect(answer.body.message).toBe(isToken ? 'Invalid access token' : 'Invalid API key')
    expect(answer.headers['www-authenticate']).toBe(
      isToken ? 'Bearer error="invalid_token"' : 'Bearer',
    )
  })

  test('a wrong secret under a known prefix answers like an unknown one', async () => {
    const wrong = `${company.api.key.slice(0, -1)}${company.api.key.endsWith('x') ? 'y' : 'x'}`
    const [first, second] = [
      await ask({ key: wrong }),
      await ask({ key: `lb_00000000_${'x'.repeat(40)}` }),
    ]
    const { timestamp: _, ...known } = first.body
    expect(second.body).toMatchObject(known)
  })

  test('an expired key; one that will expire says when on every answer', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const body = { name: 'brief', scopes: ['accounts-read'], expiresAt }
    const made = (await company.api.post(KEYS, body)).body
    const answers = [
      await ask({ key: made.key, payload: { value: 1 } }),
      await ask({ key: made.key, payload: { value: 400 } }),
      await ask({ key: made.key, payload: { value: 404 } }),
      await ask({ key: made.key, payload: { value: 500 } }),
      await ask({ key: made.key, payload: '{', headers: json }),
      await ask({
        key: made.key,
        app: server.app,
        method: 'GET',
        url: '/api/operator/v1/api-keys',
      }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 404, 500, 400, 403])
    for (const { headers } of answers) expect(headers['x-api-key-expires-at']).toBe(expiresAt)
    await server.query(`update api_keys set expires_at = now() where id = $1`, [made.id])
    const refused = await ask({ key: made.key, payload: { value: 1 } })
    expect([refused.status, refused.body.details.reason]).toEqual([401, 'expired_api_key'])
  })

  test.each([
    [0, '203.0.113.9', ['127.0.0.1'], 200],
    [0, '203.0.113.9', ['203.0.113.9'], 401],
    [1, '198.51.100.1, 203.0.113.9', ['203.0.113.0/24'], 200],
    [1, '203.0.113.9, 198.51.100.1', ['203.0.113.0/24'], 401],
    [2, '203.0.113.9, 198.51.100.1', ['203.0.113.9'], 200],
    [2, '203.0.113.9', ['127.0.0.1'], 200],
    [1, '::ffff:203.0.113.9', ['203.0.113.9'], 200],
    [1, '203.0.113.9', ['::ffff:203.0.113.9'], 200],
    [1, '2001:db8::7', ['2001:db8::/32'], 200],
    [1, '2001:db9::7', ['2001:db8::/32', '10.0.0.0/8'], 401],
    [1, 'not an address', ['10.0.0.0/8'], 401],
  ])(
    'behind %i proxies, forwarded for %s, allowed %j: %i',
    async (trustedProxies, forwarded, ipWhitelist, status) => {
      const app = await probeApp(server, { trustedProxies })
      const made = await company.api.post(KEYS, {
        name: 'ip',
        scopes: ['accounts-read'],
        ipWhitelist,
      })
      const headers = { 'x-forwarded-for': forwarded }
      const answer = await ask({ app, key: made.body.key, payload: { value: 1 }, headers })
      await app.close()
      expect(answer.status).toBe(status)
      if (status === 401) expect(answer.body.details.reason).toBe('ip_whitelist_mismatch')
    },
  )
})

describe('kinds of credential', () => {
  test('a token on a key-only operation is 403, before its scope is looked at', async () => {
    const tokenOf = () => ({
      credential: { kind: 'oauth_token', id: ID, expiresAt: null, rateLimitTiers: [] } as const,
      actor: { type: 'oauth_client', id: ID, label: 'app', scopes: new Set<string>() } as const,
      company: {
        ...{ id: company.id as never, name: 'x', countryCode: 'DK', baseCurrency: 'DKK' },
        ...{ timeZone: 'UTC', sandbox: true, licenses: new Set<never>(), setupVersion: 0 },
      },
      clockAt: null,
    })
    const app = await probeApp(server, { tokenOf })
    const headers = { authorization: 'Bearer token' }
    const answer = await ask({ app, key: '', method: 'GET', url: '/api/v1/key-only', headers })
    await app.close()
    expect([answer.status, answer.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS'])
    expect(answer.body.details).toEqual({ reason: 'endpoint_requires_api_key_auth' })
  })
})
