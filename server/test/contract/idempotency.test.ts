import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { gate, probeApp } from '../harness/probe-app.ts'

const ID = '0197a943-2325-7829-b835-b6c71a2930aa'
const EVENTS = '/operator/v1/audit/events'

let server: TestApp
let company: TestCompany
let probe: FastifyInstance
let count = 0

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  probe = await probeApp(server)
})
afterAll(async () => {
  await probe.close()
  await server.close()
})

const freshKey = () => `key-${(count += 1)}`

interface Sent {
  readonly key?: string
  readonly value?: number
  readonly query?: string
  readonly payload?: string
  readonly client?: Client
  readonly path?: string
}

async function send(sent: Sent) {
  const { key, value = 1, query = '', payload, client = company.api } = sent
  const path = sent.path ?? `/api/v1/probe/${ID}`
  const headers = { 'x-api-key': client.key, 'content-type': 'application/json' }
  const answer = await probe.inject({
    method: 'POST',
    url: path + query,
    headers: key === undefined ? headers : { ...headers, 'idempotency-key': key },
    payload: payload ?? JSON.stringify({ value }),
  })
  return {
    status: answer.statusCode,
    body: answer.json(),
    text: answer.body,
    headers: answer.headers,
  }
}

async function effects(): Promise<number> {
  return (await company.api.get(`${EVENTS}?action=probe.run`)).body.total
}

describe('a replay', () => {
  test('answers the stored status and body, and does nothing', async () => {
    const key = freshKey()
    const before = await effects()
    const first = await send({ key, value: 202 })
    const again = await send({ key, value: 202 })
    expect([first.status, again.status]).toEqual([202, 202])
    expect(again.text).toBe(first.text)
    expect(first.headers).not.toHaveProperty('idempotent-replayed')
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(await effects()).toBe(before + 1)
  })

  test.each([
    ['key order and white space', { payload: '{"value" : 1}' }, { payload: ' {"value":1}\n' }],
    ['a key in the query', {}, { query: '?x-api-key=KEY' }],
  ])('is the same request whatever its %s', async (_name, first, second) => {
    const key = freshKey()
    const query = 'query' in second ? second.query?.replace('KEY', company.api.key) : undefined
    await send({ ...first, key })
    const again = await send({ ...second, ...(query === undefined ? {} : { query }), key })
    expect(again.headers['idempotent-replayed']).toBe('true')
  })

  test.each([
    ['body', {}, { value: 2 }],
    ['query', {}, { query: '?note=a' }],
  ])('with another %s is 422', async (_name, first, second) => {
    const key = freshKey()
    await send({ ...first, key })
    const answer = await send({ ...second, key })
    expect([answer.status, answer.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  })

  test('another method or path is another request', async () => {
    const options = { idempotencyKey: freshKey() }
    await company.api.patch('/operator/v1/company', {}, options)
    const answer = await company.api.post(
      '/operator/v1/companies',
      { name: 'x', countryCode: 'DK', currency: 'DKK' },
      options,
    )
    expect(answer.status).toBe(422)
  })

  test("is the credential's own", async () => {
    const key = freshKey()
    await send({ key })
    const colleague = await server.key(company, ['accounts-read'])
    const stranger = (await server.company()).api
    for (const client of [colleague, stranger]) {
      expect((await send({ key, client })).headers).not.toHaveProperty('idempotent-replayed')
    }
  })

  test('is over after 24 hours', async () => {
    const key = freshKey()
    await send({ key })
    await server.query(
      `update idempotency_keys set created_at = now() - interval '24 hours' where key = $1`,
      [key],
    )
    const before = await effects()
    expect((await send({ key, value: 3 })).status).toBe(200)
    expect(await effects()).toBe(before + 1)
    expect((await send({ key, value: 3 })).headers['idempotent-replayed']).toBe('true')
  })
})

describe('what is stored', () => {
  test.each([400, 404])('a refusal of the operation: %i', async (value) => {
    const key = freshKey()
    const before = await effects()
    const first = await send({ key, value })
    const again = await send({ key, value })
    expect(again.status).toBe(first.status)
    expect(again.text).toBe(first.text)
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(again.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(await effects()).toBe(before)
  })

  test.each([
    [422, 400],
    [409, 409],
    [500, 500],
  ])('not the failed check, lost race or failure of %i', async (value, status) => {
    const key = freshKey()
    expect((await send({ key, value })).status).toBe(status)
    const corrected = await send({ key, value: 1 })
    expect(corrected.status).toBe(200)
    expect(corrected.headers).not.toHaveProperty('idempotent-replayed')
  })

  test('nothing of a request that never began', async () => {
    const key = freshKey()
    const clerk = await server.key(company, ['vendors-read'])
    expect((await send({ key, client: clerk })).status).toBe(403)
    expect((await send({ key, payload: '{' })).status).toBe(400)
    expect((await send({ key, payload: '{"value":"x"}' })).status).toBe(400)
    const answer = await send({ key })
    expect([answer.status, answer.headers['idempotent-replayed']]).toEqual([200, undefined])
  })
})

describe('many at once', () => {
  test('fifty with one key have one effect', async () => {
    const key = freshKey()
    const before = await effects()
    const answers = await Promise.all(Array.from({ length: 50 }, () => send({ key, value: 4 })))
    const made = answers.filter(
      ({ status, headers }) => status === 200 && headers['idempotent-replayed'] === undefined,
    )
    expect(made).toHaveLength(1)
    for (const { status, body } of answers) {
      if (status === 409) expect(body.code).toBe('IDEMPOTENCY_IN_PROGRESS')
      else expect([status, body.value]).toEqual([200, 4])
    }
    expect(await effects()).toBe(before + 1)
  })

  test('while the first still runs the second is 409, afterwards a replay', async () => {
    const key = freshKey()
    let open = () => {}
    gate.wait = new Promise((resolve) => {
      open = resolve
    })
    const began = new Promise<void>((resolve) => {
      gate.began = resolve
    })
    const running = send({ key, value: 7 })
    await began
    const second = await send({ key, value: 7 })
    expect([second.status, second.body.code]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS'])
    open()
    expect((await running).status).toBe(200)
    expect((await send({ key, value: 7 })).headers['idempotent-replayed']).toBe('true')
  })

  test('calls that share a transaction keep their keys apart', async () => {
    const path = '/api/v1/group-probe'
    const before = await effects()
    const same = Array.from({ length: 30 }, () => send({ key: 'group', value: 3, path }))
    const others = Array.from({ length: 10 }, () => send({ key: freshKey(), value: 3, path }))
    const refused = await send({ key: 'refused', value: 400, path })
    const failed = await send({ key: 'failed', value: 422, path })
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual(others.map(() => 200))
    for (const { status } of await Promise.all(same)) expect([200, 409]).toContain(status)
    expect(await effects()).toBe(before + 11)
    expect([refused.status, failed.status]).toEqual([400, 400])
    const again = await send({ key: 'refused', value: 400, path })
    expect([again.text, again.headers['idempotent-replayed']]).toEqual([refused.text, 'true'])
    expect((await send({ key: 'failed', value: 1, path })).status).toBe(200)
  })
})

test.each(['', 'a b', 'ø', 'x'.repeat(256)])('the key %j is invalid', async (key) => {
  const answer = await send({ key })
  expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_INVALID'])
})

test('x-api-idempotency-key is ignored', async () => {
  const headers = { 'x-api-idempotency-key': 'same' }
  const patch = { phone: '1' }
  await company.api.patch('/operator/v1/company', patch, { headers })
  const again = await company.api.patch('/operator/v1/company', { phone: '2' }, { headers })
  expect(again.status).toBe(200)
  expect(again.headers).not.toHaveProperty('idempotent-replayed')
})
