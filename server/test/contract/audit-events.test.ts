import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const EVENTS = '/operator/v1/audit/events'

let server: TestApp
let company: TestCompany
let keyId: string

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  const made = await company.api.post('/operator/v1/api-keys', {
    name: 'a',
    scopes: ['vendors-read'],
  })
  keyId = made.body.id
  for (const name of ['b', 'c', 'd']) {
    await company.api.patch(`/operator/v1/api-keys/${keyId}`, { name })
  }
})
afterAll(() => server.close())

describe('GET /audit/events', () => {
  test('tells who did what to which resource, newest first', async () => {
    const headers = { 'x-request-id': 'request-7' }
    await company.api.patch(`/operator/v1/api-keys/${keyId}`, { name: 'e' }, { headers })
    const answer = await company.api.get(EVENTS)
    expect(answer.status).toBe(200)
    const me = (await company.api.get('/v1/api-key')).body
    expect(answer.body.data[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      actor: { type: 'api_key', id: me.id, label: me.name },
      action: 'api_key.update',
      resourceType: 'api_key',
      resourceId: keyId,
      before: { name: 'd' },
      after: { name: 'e' },
      ip: '127.0.0.1',
      requestId: 'request-7',
    })
    const ids = answer.body.data.map(({ id }: { id: string }) => id)
    expect(ids).toEqual([...ids].sort().reverse())
  })

  test('filters by action, actor, resource and time, together', async () => {
    const me = (await company.api.get('/v1/api-key')).body.id
    const count = async (query: string) => (await company.api.get(`${EVENTS}?${query}`)).body.total
    const updates = await count(`action=api_key.update&actorId=${me}`)
    expect(updates).toBeGreaterThanOrEqual(3)
    expect(await count(`action=api_key.update&resourceId=${keyId}`)).toBe(updates)
    expect(await count(`resourceType=api_key&resourceId=${keyId}`)).toBe(updates + 1)
    expect(await count(`actorId=${keyId}`)).toBe(0)
    expect(await count('action=api_key')).toBe(0)
    const today = (
      await server.query(`select (now() at time zone 'Europe/Copenhagen')::date::text as day`)
    )[0]?.['day']
    expect(await count(`resourceId=${keyId}&from=${today}&to=${today}`)).toBe(updates + 1)
    expect(await count('from=2999-01-01')).toBe(0)
    expect(await count('to=2000-01-01T00:00:00Z')).toBe(0)
    const [last] = (await company.api.get(`${EVENTS}?resourceId=${keyId}`)).body.data
    const exact = `resourceId=${keyId}&from=${last.at}&to=${last.at}`
    expect(await count(exact)).toBeGreaterThanOrEqual(1)
  })

  test('pages by cursor without overlap, under the same filter', async () => {
    const all = (await company.api.get(`${EVENTS}?resourceId=${keyId}&limit=100`)).body.data
    const first = (await company.api.get(`${EVENTS}?resourceId=${keyId}&limit=2`)).body
    expect(first).toMatchObject({ total: all.length, totalPages: Math.ceil(all.length / 2) })
    const next = await company.api.get(
      `${EVENTS}?resourceId=${keyId}&limit=100&cursor=${first.nextCursor}`,
    )
    expect([...first.data, ...next.body.data]).toEqual(all)
    expect(next.body.nextCursor).toBeNull()
  })

  test.each([
    ['actorId=7', 'actorId', 'isUUID', 'actorId must be a UUID'],
    ['from=yesterday', 'from', 'isDateString', 'from must be a valid ISO 8601 date string'],
    ['limit=101', 'limit', 'max', 'limit must not be greater than 100'],
    ['who=me', 'who', 'whitelistValidation', 'property who should not exist'],
  ])('%s breaks %s / %s', async (query, property, rule, sentence) => {
    const answer = await company.api.get(`${EVENTS}?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body.details.validationErrors).toEqual([
      { property, constraints: { [rule]: sentence } },
    ])
  })

  test('shows nothing of another company', async () => {
    const other = await server.company()
    expect((await other.api.get(`${EVENTS}?resourceId=${keyId}`)).body.total).toBe(0)
    expect((await other.api.get(`${EVENTS}?limit=100`)).raw.toString()).not.toContain(company.id)
  })

  test('needs a key and the scope operator; events are not to be changed', async () => {
    const reader = await server.key(company, ['company-read'])
    expect((await reader.get(EVENTS)).status).toBe(403)
    expect((await new Client(server.app, '').get(EVENTS)).status).toBe(401)
    expect((await company.api.delete(EVENTS)).body.code).toBe('ROUTE_NOT_FOUND')
  })
})
