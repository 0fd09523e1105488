import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Customers, customersOf, UNKNOWN } from './parties.ts'

let server: TestApp
let company: TestCompany
let other: TestCompany
let api: Client
let customers: Customers

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  other = await server.company()
  api = company.api
  customers = await customersOf(api)
})
afterAll(() => server.close())

describe('listing customers', () => {
  let lister: Client

  beforeAll(async () => {
    const own = await server.company()
    lister = own.api
    const group = (await lister.get('/v1/customer-groups')).body[0].id
    const rows = [
      { customerNumber: '10', name: 'Ærø Bryghus', metadata: { a: 5, b: true } },
      { customerNumber: '9', name: '100% Design', metadata: { a: '5' }, externalSystemId: 'E' },
      { customerNumber: 'B2', name: 'Acme_Co', isActive: false, metadata: { a: '5.0' } },
      { customerNumber: 'A-1', name: 'acme' },
    ]
    for (const row of rows) {
      const body = customers.body({ ...row, customerGroupId: group })
      expect((await lister.post('/v1/customers', body)).status).toBe(201)
    }
  })

  test.each([
    ['', '9 10 A-1 B2'],
    ['?search=', '9 10 A-1 B2'],
    ['?customerNumber=9', '9'],
    ['?externalSystemId=E', '9'],
    ['?externalSystemId=e', ''],
    ['?isActive=false', 'B2'],
    ['?metadata[a]=5', '9 10'],
    ['?metadata[a]=5&metadata[b]=true', '10'],
    ['?metadata[a]=5&metadata[a]=5.0', ''],
    ['?metadata[__proto__]=5', ''],
    ['?search=ACME', 'A-1 B2'],
    ['?search=acme_', 'B2'],
    ['?search=%25', ''],
    ['?search=100%25', '9'],
    ['?search=%C3%A6R', '10'],
    ['?search=b', 'B2'],
    ['?search=1', '9 10'],
    [`?customerGroupId=${UNKNOWN}`, ''],
  ])('%s gives %s', async (query, numbers) => {
    const { body } = await lister.get(`/v1/customers${query}`)
    const found = body.map((row: { customerNumber: string }) => row.customerNumber)
    expect(found.join(' ')).toBe(numbers)
  })

  test('more than ten metadata pairs and unknown parameters are refused', async () => {
    const pairs = Array.from({ length: 11 }, (_, index) => `metadata[k${index}]=1`).join('&')
    const many = await lister.get(`/v1/customers?${pairs}`)
    expect(many.body.details.validationErrors).toMatchObject([
      { property: 'metadata', constraints: { arrayMaxSize: expect.any(String) } },
    ])
    expect((await lister.get('/v1/customers?page=1')).status).toBe(400)
  })

  test('an unchanged list is 304, also after a write that changes nothing', async () => {
    const first = await lister.get('/v1/customers')
    const headers = { 'if-none-match': first.headers['etag'] ?? '' }
    await lister.patch(`/v1/customers/${first.body[0].id}`, {})
    expect((await lister.get('/v1/customers', { headers })).status).toBe(304)
    await lister.patch(`/v1/customers/${first.body[0].id}`, { city: 'X' })
    expect((await lister.get('/v1/customers', { headers })).status).toBe(200)
  })
})

describe('who may', () => {
  test.each([
    ['GET', '/v1/customers', 'customers-read'],
    ['POST', '/v1/customers', 'customers-write'],
    ['GET', `/v1/customers/${UNKNOWN}`, 'customers-read'],
    ['PATCH', `/v1/customers/${UNKNOWN}`, 'customers-write'],
    ['GET', `/v1/customers/${UNKNOWN}/contacts`, 'customers-read'],
    ['GET', `/v1/customers/${UNKNOWN}/departments`, 'customers-read'],
    ['GET', '/v1/customer-groups', 'customers-read'],
    ['DELETE', `/operator/v1/customers/${UNKNOWN}`, 'operator'],
  ] as const)('%s %s needs a key with its scope', async (method, path, scope) => {
    const body = method === 'POST' || method === 'PATCH' ? {} : undefined
    const keyless = await api.send(method, path, body, { headers: { 'x-api-key': '' } })
    expect(keyless.status).toBe(401)
    const poor = await server.key(company, ['accounts-read'])
    const refused = await poor.send(method, path, body, {})
    expect(refused.body).toMatchObject({ statusCode: 403, details: { requiredScopes: [scope] } })
  })

  test.each([
    ['GET', ''],
    ['PATCH', ''],
    ['GET', '/contacts'],
    ['GET', '/departments'],
  ] as const)("%s of another company's customer%s is 404", async (method, rest) => {
    const { id } = await customers.created()
    const body = method === 'PATCH' ? {} : undefined
    const answer = await other.api.send(method, `/v1/customers/${id}${rest}`, body, {})
    expect(answer.body).toMatchObject({ code: 'CUSTOMER_NOT_FOUND', details: { id } })
  })
})
