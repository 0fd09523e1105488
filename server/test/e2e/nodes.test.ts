import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { type RunningServer, startServer } from '../../src/main.ts'
import { type TestDatabase, testDatabase } from '../harness/postgres.ts'

let database: TestDatabase
let nodes: RunningServer[]

beforeEach(async () => {
  database = await testDatabase({ template: 'template0' })
  nodes = []
})

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  await database.drop()
})

async function start(role: 'all' | 'api' | 'worker' = 'all'): Promise<RunningServer> {
  const node = await startServer(
    loadConfig({
      DATABASE_URL: database.url,
      LEDGERBEE_SECRET_KEY: 'ab'.repeat(32),
      LEDGERBEE_ROLE: role,
      LEDGERBEE_LOG_LEVEL: 'silent',
      PORT: '0',
    }),
  )
  nodes.push(node)
  return node
}

async function get(node: RunningServer, path: string, key = ''): Promise<Response> {
  return await fetch(node.publicUrl + path, { headers: { 'x-api-key': key } })
}

describe('nodes on one database', () => {
  test('that start at once on an empty one make one company, and all serve it', async () => {
    await Promise.all([start(), start(), start()])
    const kinds = nodes.map(({ firstStart }) => firstStart.kind).sort()
    expect(kinds).toEqual(['made', 'none', 'none'])
    const made = nodes.find(({ firstStart }) => firstStart.kind === 'made')?.firstStart
    const key = made?.kind === 'made' ? made.key : ''
    const companies = await Promise.all(
      nodes.map(async (node) => (await get(node, '/api/v1/company', key)).json()),
    )
    expect(companies[0]).toMatchObject({
      ...{ name: 'Demo ApS', countryCode: 'DK', currency: 'DKK', sandbox: true },
      vat: 25313763,
    })
    expect(companies[1]).toEqual(companies[0])
    expect(companies[2]).toEqual(companies[0])
  })

  test('a worker serves its health and metrics and nothing else', async () => {
    const worker = await start('worker')
    expect((await get(worker, '/health/ready')).status).toBe(200)
    expect((await get(worker, '/metrics')).status).toBe(200)
    expect((await get(worker, '/api/v1/accounts')).status).toBe(404)
    expect((await get(worker, '/docs')).status).toBe(404)
  })

  test('a node that stops answers what it has begun, and takes nothing more', async () => {
    const node = await start('api')
    const { firstStart } = node
    const key = firstStart.kind === 'made' ? firstStart.key : ''
    const begun = Array.from({ length: 20 }, () => get(node, '/api/v1/accounts', key))
    await begun[0]
    const began = performance.now()
    const stopped = node.stop()
    const answers = await Promise.allSettled(begun)
    const statuses = answers.map((answer) =>
      answer.status === 'fulfilled' ? answer.value.status : 'refused',
    )
    // A connection may be refused; a request that was taken is answered in full.
    for (const status of statuses) expect([200, 503, 'refused']).toContain(status)
    await stopped
    // Connections that stay open for more requests do not hold it up.
    expect(performance.now() - began).toBeLessThan(5000)
    await expect(get(node, '/health/ready')).rejects.toThrow()
  })
})
