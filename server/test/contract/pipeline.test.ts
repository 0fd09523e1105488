import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'

let server: TestApp
let company: TestCompany

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
})
afterAll(() => server.close())

test('an unknown path is 404 ROUTE_NOT_FOUND with its path below /api', async () => {
  const answer = await company.api.get('/v1/nothing?x=1')
  expect(answer.status).toBe(404)
  expect(answer.body).toMatchObject({ code: 'ROUTE_NOT_FOUND', path: '/v1/nothing', statusCode: 404 })
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})
