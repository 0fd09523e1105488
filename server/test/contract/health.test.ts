import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../harness/app.ts'

let server: TestApp

beforeAll(async () => {
  server = await testApp()
})

afterAll(() => server.close())

test('health is told without a key, and without a word about companies', async () => {
  await server.company()
  const live = await server.app.inject('/health/live')
  expect([live.statusCode, live.json()]).toEqual([200, { status: 'ok' }])
  const ready = await server.app.inject('/health/ready')
  expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ok' }])
  const metrics = await server.app.inject('/metrics')
  expect(metrics.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(metrics.body).toMatch(/^ledgerbee_database_connections\{state="waiting"\} 0$/m)
  expect(metrics.body).not.toMatch(/Testfirma|[0-9a-f]{8}-[0-9a-f]{4}-/)
})

test('without its database a node is alive but not ready, and tells the metrics it has', async () => {
  const lonely = await testApp()
  await lonely.app.inject('/health/live')
  await lonely.database.drop()
  expect((await lonely.app.inject('/health/live')).statusCode).toBe(200)
  const ready = await lonely.app.inject('/health/ready')
  expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'unavailable' }])
  const metrics = await lonely.app.inject('/metrics')
  expect(metrics.statusCode).toBe(200)
  expect(metrics.body).not.toMatch(/^ledgerbee_jobs\{/m)
  await lonely.close()
})

test('the document names every path of the public API that is served', async () => {
  const document = (await server.app.inject('/openapi.json')).json()
  expect(document).toEqual((await server.app.inject('/api/1.0/schema.json')).json())
  expect(document.openapi).toBe('3.1.1')
  expect(Object.keys(document.paths)).toContain('/v1/accounts')
})
