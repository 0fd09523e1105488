import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { audited, type Customers, customersOf, UNKNOWN } from './parties.ts'

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

describe.each([
  ['customer', 'CUSTOMER_GROUP'],
  ['vendor', 'VENDOR_GROUP'],
] as const)('%s groups', (party, resource) => {
  const path = `/operator/v1/${party}-groups`
  const discount = party === 'customer' ? { discount: 7.5 } : {}
  const otherParty = party === 'customer' ? 'vendor' : 'customer'
  let accountId: string
  let wrongAccountId: string

  beforeAll(async () => {
    accountId = (await api.get(path)).body[0].accountId
    wrongAccountId = (await api.get(`/operator/v1/${otherParty}-groups`)).body[0].accountId
  })

  test('are made, read, changed and deleted', async () => {
    const body = { name: ' Storkunder ', accountId, metadata: { a: 1 }, ...discount }
    const made = await api.post(path, body)
    expect(made.status).toBe(201)
    const { id } = made.body
    expect(made.body).toEqual({
      ...{ id: expect.any(String), number: '2', name: 'Storkunder', accountId, ...discount },
      ...{ accountNumber: expect.any(Number), accountName: expect.any(String) },
      ...{ metadata: { a: 1 }, [`${party}Count`]: 0 },
      ...{ createdAt: expect.any(String), updatedAt: made.body.createdAt },
    })
    expect((await api.get(`${path}/${id}`)).body).toEqual(made.body)
    const patch = { number: 10, metadata: { a: null, b: true } }
    const changed = await api.patch(`${path}/${id}`, patch)
    expect(changed.body).toEqual({
      ...made.body,
      ...{ number: '10', metadata: { b: true }, updatedAt: expect.any(String) },
    })
    expect((await api.patch(`${path}/${id}`, patch)).body).toEqual(changed.body)
    expect((await api.post(path, { name: 'X', accountId })).body.number).toBe('11')
    const listed = (await api.get(`/v1/${party}-groups`)).body
    expect(listed.map((group: { number: string }) => group.number)).toEqual(['1', '10', '11'])
    expect((await api.delete(`${path}/${id}`)).status).toBe(204)
    expect((await api.get(`${path}/${id}`)).body.code).toBe(`${resource}_NOT_FOUND`)
    expect(await audited(server, company, id)).toEqual([
      ...[`${party}_group.create`, `${party}_group.update`, `${party}_group.delete`],
    ])
  })

  test.each([
    ['NUMBER_ALREADY_EXISTS', 400, () => ({ number: '1' })],
    ['ACCOUNT_INVALID', 400, () => ({ accountId: wrongAccountId })],
  ])('%s', async (code, status, fields) => {
    const body = { name: 'X', accountId, ...fields() }
    const refused = { statusCode: status, code: `${resource}_${code}` }
    expect((await api.post(path, body)).body).toMatchObject(refused)
    const { id } = (await api.post(path, { name: 'X', accountId })).body
    expect((await api.patch(`${path}/${id}`, fields())).body).toMatchObject(refused)
  })

  test('take an account of the company only', async () => {
    const foreign = (await other.api.get(path)).body[0].accountId
    for (const unknown of [foreign, UNKNOWN]) {
      const answer = await api.post(path, { name: 'X', accountId: unknown })
      expect(answer.body).toMatchObject({ statusCode: 404, code: 'LEDGER_NOT_FOUND' })
    }
  })

  test('tell every field that is wrong', async () => {
    const answer = await api.post(path, { name: '', accountId: 'x', metadata: [], foo: 1 })
    expect(answer.body.details.validationErrors).toEqual([
      { property: 'name', constraints: { isNotEmpty: 'name should not be empty' } },
      { property: 'accountId', constraints: { isUUID: 'accountId must be a UUID' } },
      { property: 'metadata', constraints: { isObject: 'metadata must be an object' } },
      { property: 'foo', constraints: { whitelistValidation: 'property foo should not exist' } },
    ])
  })

  test('16 at once get 16 numbers', async () => {
    const made = await Promise.all(
      Array.from({ length: 16 }, () => api.post(path, { name: 'X', accountId })),
    )
    expect(new Set(made.map((answer) => answer.body.number)).size).toBe(16)
  })

  test.each(['GET', 'PATCH', 'DELETE'] as const)('%s of another company is 404', async (method) => {
    const { id } = (await api.get(path)).body[0]
    const body = method === 'PATCH' ? {} : undefined
    const answer = await other.api.send(method, `${path}/${id}`, body, {})
    expect(answer.body).toMatchObject({ statusCode: 404, code: `${resource}_NOT_FOUND` })
  })

  test('need the operator scope', async () => {
    const poor = await server.key(company, ['customers-read', 'vendors-read', 'customers-write'])
    for (const answer of [await poor.get(path), await poor.post(path, {})]) {
      expect(answer.body).toMatchObject({ statusCode: 403, code: 'INSUFFICIENT_PERMISSIONS' })
    }
    const keyless = await api.get(path, { headers: { 'x-api-key': '' } })
    expect(keyless.status).toBe(401)
  })
})

test('a group with customers stays, and its discount is theirs until they have one', async () => {
  const path = `/operator/v1/customer-groups/${customers.groupId}`
  const { id } = await customers.created()
  expect((await api.delete(path)).body).toMatchObject({ code: 'CUSTOMER_GROUP_IN_USE' })
  expect((await api.patch(path, { discount: '12.50' })).body).toMatchObject({
    ...{ discount: 12.5, customerCount: 1 },
  })
  const customer = `/v1/customers/${id}`
  expect((await api.get(customer)).body).toMatchObject({ discount: null, effectiveDiscount: 12.5 })
  expect((await api.patch(customer, { discount: 0 })).body.effectiveDiscount).toBe(0)
})
