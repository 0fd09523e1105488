import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { probeApp } from '../harness/probe-app.ts'

const ID = '0197a943-2325-7829-b835-b6c71a2930aa'

let server: TestApp
let company: TestCompany
let probe: FastifyInstance

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  probe = await probeApp(server)
})
afterAll(async () => {
  await probe.close()
  await server.close()
})

function ask(options: InjectOptions) {
  const headers = { 'x-api-key': company.api.key, ...options.headers }
  return probe.inject({ method: 'POST', url: `/api/v1/probe/${ID}`, ...options, headers })
}

describe('bodies', () => {
  test('an unknown path is 404 with its path below /api and without its query', async () => {
    const answer = await company.api.get('/v1/nothing?x-api-key=lb_secret')
    expect(answer.body).toEqual({
      statusCode: 404,
      timestamp: expect.stringMatching(/Z$/),
      path: '/v1/nothing',
      message: 'There is no GET /v1/nothing; see /docs.',
      code: 'ROUTE_NOT_FOUND',
    })
    expect((await probe.inject({ url: '/else' })).json().path).toBe('/else')
  })

  test.each(['/api/v1/probe/%zz', `/api/v1/probe/${'7'.repeat(2000)}`])(
    '%s is no route, and answers with a request id and CORS all the same',
    async (url) => {
      const answer = await ask({ url })
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'ROUTE_NOT_FOUND'])
      expect(answer.headers['x-request-id']).toBeDefined()
      expect(answer.headers['access-control-allow-origin']).toBe('*')
    },
  )

  test('a failure of ours tells its request id and nothing of the inside', async () => {
    const answer = await ask({
      payload: { value: 500 },
      headers: { 'x-request-id': 'abc.1:2_3-4' },
    })
    expect(answer.json()).toMatchObject({
      statusCode: 500,
      code: 'INTERNAL_ERROR',
      details: { requestId: 'abc.1:2_3-4' },
    })
    expect(answer.body).not.toContain('secret')
  })

  test('a body without declared length is stopped at the limit', async () => {
    const url = '/api/v1/merge'
    const payload = JSON.stringify({ text: 'x'.repeat(80) })
    const answer = await ask({
      method: 'PATCH',
      url,
      payload,
      headers: { 'content-type': 'application/json' },
    })
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
    expect(answer.json().details).toEqual({ bytesMax: 64 })
  })

  test.each([
    ['PATCH', 'application/merge-patch+json', 200],
    ['PATCH', 'Application/JSON; charset=utf-8', 200],
    ['PATCH', 'application/json-patch+json', 415],
    ['PATCH', 'application/x-www-form-urlencoded', 415],
    ['PATCH', 'nonsense', 415],
  ] as const)('%s %s: %i', async (method, type, status) => {
    const headers = { 'content-type': type }
    const answer = await ask({ method, url: '/api/v1/merge', payload: '{"text":"a"}', headers })
    expect(answer.statusCode).toBe(status)
    if (status === 415) expect(answer.json().code).toBe('UNSUPPORTED_MEDIA_TYPE')
  })

  test('a merge patch is for PATCH, a compressed body for nobody', async () => {
    const type = 'application/merge-patch+json'
    const merge = await ask({ payload: '{"value":1}', headers: { 'content-type': type } })
    expect(merge.statusCode).toBe(415)
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    expect((await ask({ payload: '{"value":1}', headers })).statusCode).toBe(415)
  })

  test.each(['{', '', '\uFEFF{}', '{"value":1}x', Buffer.from([0x22, 0xff, 0x22])])(
    'the body %j is malformed or empty',
    async (payload) => {
      const answer = await ask({ payload, headers: { 'content-type': 'application/json' } })
      const code = payload === '' ? 'SHARED_VALIDATION_FAILED' : 'MALFORMED_JSON'
      expect([answer.statusCode, answer.json().code]).toEqual([400, code])
    },
  )

  test('bytes are answered as they are', async () => {
    const answer = await ask({ method: 'GET', url: '/api/v1/bytes' })
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.body).toBe('a;b\n')
  })
})

describe('headers', () => {
  test.each([
    ['well-formed', 'a.B_c:9-', true],
    ['with a blank', 'a b', false],
    ['too long', 'x'.repeat(129), false],
    ['empty', '', false],
  ])('a request id that is %s', async (_name, id, isKept) => {
    for (const url of [`/api/v1/probe/${ID}`, '/api/v1/nothing']) {
      const answer = await ask({ url, payload: { value: 1 }, headers: { 'x-request-id': id } })
      if (isKept) expect(answer.headers['x-request-id']).toBe(id)
      else expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test('any origin may read the public API, and none the operator API', async () => {
    for (const key of [company.api.key, 'wrong']) {
      const answer = await ask({ payload: { value: 1 }, headers: { 'x-api-key': key } })
      expect(answer.headers['access-control-allow-origin']).toBe('*')
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
      const exposed = String(answer.headers['access-control-expose-headers']).split(', ')
      expect(exposed).toEqual([
        'X-Rate-Limit-Remaining',
        'X-Rate-Limit-Reset',
        'Retry-After',
        'X-Request-Id',
        'X-API-Key-Expires-At',
        'Deprecation',
        'Sunset',
        'Link',
        'ETag',
        'Idempotent-Replayed',
        'WWW-Authenticate',
        'MCP-Protocol-Version',
      ])
    }
    const operator = await company.api.get('/operator/v1/company')
    expect(operator.headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('a preflight needs no key; one to the operator API is refused', async () => {
    const preflight = {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-api-key, idempotency-key',
      },
    } as const
    const answer = await probe.inject({ ...preflight, url: `/api/v1/probe/${ID}` })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-api-key, idempotency-key',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    })
    const operator = await probe.inject({ ...preflight, url: '/api/operator/v1/company' })
    expect(operator.statusCode).toBe(404)
    const plain = await probe.inject({ method: 'OPTIONS', url: `/api/v1/probe/${ID}` })
    expect(plain.statusCode).toBe(404)
  })

  test('a deprecated operation says so on every answer, with its successor', async () => {
    const url = `/api/v1/old-probe/${ID}`
    const type = { 'content-type': 'text/plain' }
    const answers = [
      await ask({ url }),
      await ask({ url, headers: { 'x-api-key': 'wrong' } }),
      await ask({ url: `${url}?unknown=1` }),
      await ask({ url, payload: 'x', headers: type }),
      await ask({ url, headers: { 'content-length': '99999999' } }),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 401, 400, 415, 413])
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        deprecation: 'true',
        sunset: '2026-11-08',
        link: `</api/v2/new-probe/${ID}>; rel="successor-version"`,
      })
    }
    expect((await ask({ payload: { value: 1 } })).headers).not.toHaveProperty('deprecation')
  })

  test('an ETag stays while the answer does, and 304 has no body', async () => {
    const first = await company.api.get('/v1/company')
    const etag = first.headers['etag'] ?? ''
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await company.api.get('/v1/company', { headers: { 'if-none-match': tag } })
      expect([again.status, again.raw.length]).toEqual([304, 0])
    }
    await company.api.patch('/operator/v1/company', { phone: '1' })
    const changed = await company.api.get('/v1/company', { headers: { 'if-none-match': etag } })
    expect(changed.status).toBe(200)
    expect(changed.headers['etag']).not.toBe(etag)
  })
})
