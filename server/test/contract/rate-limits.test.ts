import { afterAll, beforeAll, expect, test } from 'vitest'
import { RateLimiter } from '../../src/platform/http/limits-store.ts'
import { Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

let server: TestApp
let company: TestCompany

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
})
afterAll(() => server.close())

async function limitedKey(rateLimitTiers: object[]) {
  const body = { name: 'limited', scopes: ['accounts-read'], rateLimitTiers }
  const made = await company.api.post('/operator/v1/api-keys', body)
  expect(made.status).toBe(201)
  return { id: made.body.id, api: new Client(server.app, made.body.key) }
}

const bucketOf = (id: string) => `key:${id}`

async function letPass(id: string, seconds: number): Promise<void> {
  await server.query(
    `update rate_limit_hits set hit_at = hit_at - $1 * interval '1 s',
       leaves_at = leaves_at - $1 * interval '1 s' where bucket = $2`,
    [seconds, bucketOf(id)],
  )
}

async function hits(id: string): Promise<number> {
  const sql = 'select count(*)::int as n from rate_limit_hits where bucket = $1'
  return Number((await server.query(sql, [bucketOf(id)]))[0]?.['n'])
}

test('a window slides: what is refused is not counted and what left it is forgotten', async () => {
  const key = await limitedKey([{ name: 'burst', ttl: 60_000, limit: 3 }])
  const remaining: (string | undefined)[] = []
  for (let count = 0; count < 3; count += 1) {
    const answer = await key.api.get('/v1/api-key')
    expect(answer.status).toBe(200)
    remaining.push(answer.headers['x-rate-limit-remaining'])
    if (count === 0) await letPass(key.id, 40)
  }
  expect(remaining).toEqual(['2', '1', '0'])
  for (let count = 0; count < 5; count += 1) {
    const refused = await key.api.get('/v1/api-key')
    expect(refused.status).toBe(429)
    const retryAfter = Number(refused.headers['retry-after'])
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(20)
    expect(refused.body).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      details: { tier: 'burst', limit: 3, ttl: 60_000, retryAfter },
    })
    expect(refused.headers['x-rate-limit-remaining']).toBe('0')
    const wait = Number(refused.headers['x-rate-limit-reset']) - Date.now() / 1000
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(21)
  }
  await letPass(key.id, 21)
  expect((await key.api.get('/v1/api-key')).headers['x-rate-limit-remaining']).toBe('0')
  expect(await hits(key.id)).toBe(3)
  expect((await key.api.get('/v1/api-key')).status).toBe(429)
})

test('parallel requests never exceed the limit, over all nodes', async () => {
  const nodes = [new RateLimiter(server.db), new RateLimiter(server.db)]
  const tiers = [{ name: 'burst', ttl: 60_000, limit: 7 }]
  const verdicts = await Promise.all(
    Array.from({ length: 40 }, (_, index) => nodes[index % 2]?.take('ip:203.0.113.7', tiers)),
  )
  const granted = verdicts.filter((verdict) => verdict?.refusal === undefined)
  expect(granted.map((verdict) => verdict?.remaining).sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test('a tier without window is a quota for the life of the key', async () => {
  const key = await limitedKey([{ name: 'trial', ttl: 0, limit: 2 }])
  await key.api.get('/v1/api-key')
  await letPass(key.id, 1_000_000)
  expect((await key.api.get('/v1/api-key')).status).toBe(200)
  const refused = await key.api.get('/v1/api-key')
  expect([refused.status, refused.body.details.tier]).toEqual([429, 'trial'])
  expect(Number(refused.headers['x-rate-limit-reset'])).toBeGreaterThan(Date.now() / 1000)
  expect(await hits(key.id)).toBe(1)
})

test('an unlimited tier limits and says nothing', async () => {
  const key = await limitedKey([{ name: 'free', ttl: 1000, limit: -1 }])
  const answer = await key.api.get('/v1/api-key')
  expect(answer.status).toBe(200)
  expect(answer.headers).not.toHaveProperty('x-rate-limit-remaining')
  expect(await hits(key.id)).toBe(0)
})

test('the rate is asked before license, scope and body', async () => {
  const key = await limitedKey([{ name: 'none', ttl: 1000, limit: 0 }])
  const answer = await key.api.post('/operator/v1/api-keys', '{', {})
  expect(answer.status).toBe(429)
})

test('hits of buckets that never come back are swept by others', async () => {
  await server.query(
    `insert into rate_limit_hits (bucket, hit_at, ordinal, leaves_at)
     values ('ip:gone', now() - interval '1 day', 1, now() - interval '23 hours')`,
  )
  await new RateLimiter(server.db).take('ip:new', [{ name: 'm', ttl: 60_000, limit: 5 }])
  expect(await server.query(`select 1 from rate_limit_hits where bucket = 'ip:gone'`)).toEqual([])
})
