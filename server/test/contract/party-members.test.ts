import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { audited, customersOf, UNKNOWN } from './parties.ts'

let server: TestApp
let company: TestCompany
let other: TestCompany
let api: Client

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  other = await server.company()
  api = company.api
})
afterAll(() => server.close())

let numbers = 0

/** Path of a new party, which a vendor has its first contact with. */
async function partyPath(party: 'customer' | 'vendor'): Promise<string> {
  if (party === 'customer') {
    const { id } = await (await customersOf(api)).created()
    return `/operator/v1/customers/${id}`
  }
  numbers += 1
  const vendorGroupId = (await api.get('/v1/vendor-groups')).body[0].id
  const answer = await api.post('/v1/vendors', {
    ...{ vendorNumber: String(numbers), name: 'V', vendorGroupId, currency: 'DKK' },
    ...{ countryCode: 'DK', contacts: [{ name: 'First' }] },
  })
  return `/operator/v1/vendors/${answer.body.id}`
}

const LISTS = [
  ['customer', 'contact'],
  ['customer', 'department'],
  ['vendor', 'contact'],
  ['vendor', 'department'],
] as const

describe.each(LISTS)('%s %ss', (party, noun) => {
  const required = { statusCode: 400, code: `${noun.toUpperCase()}_DEFAULT_REQUIRED` }
  const notFound = `${party}_${noun}_NOT_FOUND`.toUpperCase()

  /** Path of a list with two, the first of them the default. */
  async function two() {
    const parent = await partyPath(party)
    const path = `${parent}/${noun}s`
    const first = (await api.get(path)).body[0] ?? (await api.post(path, { name: 'First' })).body
    const second = (await api.post(path, { name: 'Second', email: 'a@b.dk' })).body
    return { parent, path, first, second }
  }

  test('the first is the default; the flag moves and is never lost', async () => {
    const { path, first, second } = await two()
    expect(first.isDefault).toBe(true)
    expect(second).toMatchObject({ name: 'Second', email: 'a@b.dk', isDefault: false })
    expect((await api.get(`${path}/${second.id}`)).body).toEqual(second)
    const refused = [
      await api.patch(`${path}/${first.id}`, { isDefault: false }),
      await api.delete(`${path}/${first.id}`),
    ]
    for (const answer of refused) expect(answer.body).toMatchObject(required)
    const moved = await api.patch(`${path}/${second.id}`, { isDefault: true, email: null })
    expect(moved.body).toMatchObject({ isDefault: true, email: null })
    const defaults = (await api.get(path)).body.map((one: { isDefault: boolean }) => one.isDefault)
    expect(defaults).toEqual([true, false])
    expect((await api.patch(`${path}/${second.id}`, { name: 'Second' })).body).toEqual(moved.body)
    expect((await api.delete(`${path}/${first.id}`)).status).toBe(204)
    expect((await api.get(`${path}/${first.id}`)).body).toMatchObject({ code: notFound })
    expect(await audited(server, company, second.id)).toEqual([
      ...[`${party}_${noun}.create`, `${party}_${noun}.update`],
    ])
    const third = await api.post(path, { name: 'Third', isDefault: true })
    expect(third.body.isDefault).toBe(true)
    expect((await api.get(path)).body.map((one: { id: string }) => one.id)).toEqual([
      ...[third.body.id, second.id],
    ])
  })

  test('the last one goes, but for a vendor contact', async () => {
    const { path, first, second } = await two()
    expect((await api.delete(`${path}/${second.id}`)).status).toBe(204)
    const last = await api.delete(`${path}/${first.id}`)
    if (party === 'vendor' && noun === 'contact') expect(last.body).toMatchObject(required)
    else expect(last.status).toBe(204)
  })

  test('tell what is wrong, and what is not there', async () => {
    const { parent, path, first } = await two()
    const blank = await api.post(path, { email: 'x', foo: 1 })
    expect(blank.body.details.validationErrors).toMatchObject([
      { property: 'name', constraints: { isNotEmpty: 'name should not be empty' } },
      { property: 'email', constraints: { isEmail: 'email must be an email' } },
      { property: 'foo', constraints: { whitelistValidation: 'property foo should not exist' } },
    ])
    const unknown = `${party.toUpperCase()}_NOT_FOUND`
    const nowhere = `/operator/v1/${party}s/${UNKNOWN}/${noun}s`
    expect((await api.post(nowhere, { name: 'X' })).body.code).toBe(unknown)
    expect((await api.get(nowhere)).body.code).toBe(unknown)
    for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
      const body = method === 'PATCH' ? {} : undefined
      const missing = await api.send(method, `${path}/${UNKNOWN}`, body, {})
      expect(missing.body.code).toBe(notFound)
      const foreign = await other.api.send(method, `${path}/${first.id}`, body, {})
      expect(foreign.body.code).toBe(unknown)
    }
    const poor = await server.key(company, [`${party}s-read`, `${party}s-write`])
    expect((await poor.post(path, {})).status).toBe(403)
    expect((await poor.get(path.replace('/operator', ''))).status).toBe(200)
    const keyless = await api.get(`${parent}/${noun}s`, { headers: { 'x-api-key': '' } })
    expect(keyless.status).toBe(401)
  })

  test('eight at once that want to be the default leave one', async () => {
    const { path } = await two()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        api.post(path, { name: `N${index}`, isDefault: true }),
      ),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]))
    const listed: { isDefault: boolean }[] = (await api.get(path)).body
    expect(listed.filter((one) => one.isDefault)).toHaveLength(1)
  })
})

test('a department that is the default stays active while another is', async () => {
  const path = `${await partyPath('customer')}/departments`
  const first = (await api.post(path, { name: 'First' })).body
  const second = (await api.post(path, { name: 'Second', isActive: false })).body
  const set = (id: string, body: object) => api.patch(`${path}/${id}`, body)
  expect((await set(second.id, { isDefault: true })).body.code).toBe('DEPARTMENT_DEFAULT_REQUIRED')
  expect((await set(first.id, { isActive: false })).body).toMatchObject({ isDefault: true })
  // The only active one takes over from an inactive default.
  expect((await set(second.id, { isActive: true })).body).toMatchObject({ isDefault: true })
  expect((await set(first.id, { isActive: true })).body).toMatchObject({ isDefault: false })
  expect((await set(second.id, { isActive: false })).body.code).toBe('DEPARTMENT_DEFAULT_REQUIRED')
})

test('a contact names a department of its customer, until that goes', async () => {
  const customer = await partyPath('customer')
  const department = (await api.post(`${customer}/departments`, { name: 'D' })).body.id
  const foreign = await api.post(`${await partyPath('customer')}/contacts`, {
    ...{ name: 'A', departmentId: department },
  })
  expect(foreign.body).toMatchObject({ statusCode: 404, code: 'CUSTOMER_DEPARTMENT_NOT_FOUND' })
  const body = { name: 'A', departmentId: department }
  const contact = (await api.post(`${customer}/contacts`, body)).body
  expect(contact.departmentId).toBe(department)
  expect((await api.delete(`${customer}/departments/${department}`)).status).toBe(204)
  const [after] = (await api.get(`${customer}/contacts`)).body
  expect(after).toMatchObject({ id: contact.id, departmentId: null })
})
