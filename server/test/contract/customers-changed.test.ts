import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { announced, audited, type Customers, customersOf } from './parties.ts'

let server: TestApp
let company: TestCompany
let api: Client
let customers: Customers

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  api = company.api
  customers = await customersOf(api)
})
afterAll(() => server.close())

describe('families', () => {
  test('one level, and the parent is active', async () => {
    const parent = await customers.created()
    const child = await customers.created({
      parentCustomerId: parent.id,
      billingRelationship: 'parent_pays',
    })
    const idle = await customers.created({ isActive: false })
    const set = (id: string, parentCustomerId: string) =>
      api.patch(`/v1/customers/${id}`, { parentCustomerId })
    const wrong = [
      ['self', await set(parent.id, parent.id)],
      ['inactive', await set(child.id, idle.id)],
      [
        'parent_is_child',
        await api.post('/v1/customers', customers.body({ parentCustomerId: child.id })),
      ],
      ['has_children', await set(parent.id, (await customers.created()).id)],
    ] as const
    for (const [reason, answer] of wrong) {
      expect(answer.body).toMatchObject({ code: 'CUSTOMER_PARENT_INVALID', details: { reason } })
    }
    const off = await api.patch(`/v1/customers/${parent.id}`, { isActive: false })
    expect(off.body.code).toBe('CUSTOMER_HAS_CHILDREN')
    const orphan = await api.patch(`/v1/customers/${child.id}`, { parentCustomerId: null })
    expect(orphan.body.code).toBe('CUSTOMER_PARENT_REQUIRED')
    const listed = await api.get(`/v1/customers?parentCustomerId=${parent.id}`)
    expect(listed.body).toMatchObject([{ id: child.id }])
    const inUse = await api.delete(`/operator/v1/customers/${parent.id}`)
    expect(inUse.body).toMatchObject({ statusCode: 400, code: 'CUSTOMER_IN_USE' })
    await api.patch(`/v1/customers/${child.id}`, { billingRelationship: 'self' })
    expect((await api.patch(`/v1/customers/${parent.id}`, { isActive: false })).status).toBe(200)
    // Grouped only: the child of an inactive parent may still change.
    expect((await api.patch(`/v1/customers/${child.id}`, { phone: '2' })).status).toBe(200)
  })
})

describe('changing a customer', () => {
  test('merges, keeps what is absent, tells what changed', async () => {
    const before = await customers.created({
      ...{ email: 'a@b.dk', phone: '1', discount: 10, currency: 'EUR', isActive: false },
      metadata: { tier: 'gold', n: 1 },
    })
    const answer = await api.patch(`/v1/customers/${before.id}`, {
      ...{ phone: null, metadata: { n: null, x: true }, currency: null, discount: 12.5 },
    })
    expect(answer.body).toEqual({
      ...before,
      ...{ phone: null, metadata: { tier: 'gold', x: true }, currency: 'DKK', discount: 12.5 },
      ...{ effectiveDiscount: 12.5, updatedAt: expect.any(String) },
    })
    const { data } = { data: (await announced(server, company, 'customer.updated')).at(-1) }
    expect(data).toMatchObject({ customerId: before.id, metadata: { tier: 'gold', x: true } })
    expect(data?.['changes']).toEqual({
      phone: { from: '1', to: null },
      currency: { from: 'EUR', to: 'DKK' },
      discount: { from: 10, to: 12.5 },
      metadata: { from: { tier: 'gold', n: 1 }, to: { tier: 'gold', x: true } },
    })
    const patched = await api.patch(
      `/v1/customers/${before.id}`,
      { metadata: null },
      { headers: { 'content-type': 'application/merge-patch+json' } },
    )
    expect(patched.body.metadata).toEqual({})
  })

  test('a write that changes nothing leaves nothing behind', async () => {
    const { createdAt, updatedAt, ...before } = await customers.created({
      ...{ discount: 5, vatNumber: '25313763', metadata: { b: 1, aa: 'x' } },
    })
    const {
      id,
      customerGroupNumber: _number,
      customerGroupName: _name,
      effectiveDiscount: _discount,
      ...writable
    } = before as Record<string, string> & { id: string }
    for (const body of [{}, writable]) {
      const answer = await api.patch(`/v1/customers/${id}`, body)
      expect(answer.body).toEqual({ ...before, createdAt, updatedAt })
    }
    expect(await audited(server, company, id)).toEqual(['customer.create'])
  })

  test('a changed country keeps the VAT number and its issuer', async () => {
    const { id } = await customers.created({ vatNumber: '25313763' })
    const moved = await api.patch(`/v1/customers/${id}`, { countryCode: 'SE', vatZone: 'eu' })
    expect(moved.body).toMatchObject({ countryCode: 'SE', vatNumber: '25313763' })
    const echoed = await api.patch(`/v1/customers/${id}`, { vatNumber: '25 31 37 63' })
    expect(echoed.status).toBe(200)
  })

  test.each([
    [{ name: null }, 'name', 'isNotEmpty'],
    [{ customerNumber: '' }, 'customerNumber', 'isNotEmpty'],
    [{ contacts: [] }, 'contacts', 'whitelistValidation'],
    [{ createdAt: 'x' }, 'createdAt', 'whitelistValidation'],
    [{ name: 'a\u0000b' }, 'name', 'matches'],
  ])('refuses %j', async (body, property, rule) => {
    const { id } = await customers.created()
    const answer = await api.patch(`/v1/customers/${id}`, body)
    expect(answer.body.details.validationErrors).toMatchObject([
      { property, constraints: { [rule]: expect.any(String) } },
    ])
  })

  test('a taken number is refused; optional fields with a default fall back to it', async () => {
    const one = await customers.created()
    const two = await customers.created({ isActive: false, paymentTermsType: 'end_of_month' })
    const taken = await api.patch(`/v1/customers/${two.id}`, {
      customerNumber: one.customerNumber,
    })
    expect(taken.body.code).toBe('CUSTOMER_NUMBER_ALREADY_EXISTS')
    const reset = await api.patch(`/v1/customers/${two.id}`, {
      ...{ isActive: null, paymentTermsType: '' },
    })
    expect(reset.body).toMatchObject({ isActive: true, paymentTermsType: 'net' })
  })
})

describe('deleting a customer', () => {
  test('takes its contacts and departments along', async () => {
    const { id } = await customers.created({
      ...{ contacts: [{ name: 'A' }], departments: [{ name: 'D' }], metadata: { a: 1 } },
    })
    const [department] = (await api.get(`/v1/customers/${id}/departments`)).body
    const [contact] = (await api.get(`/v1/customers/${id}/contacts`)).body
    const path = `/operator/v1/customers/${id}/contacts/${contact.id}`
    const named = await api.patch(path, { departmentId: department.id })
    expect(named.body.departmentId).toBe(department.id)
    expect((await api.delete(`/operator/v1/customers/${id}`)).status).toBe(204)
    const gone = await api.get(`/v1/customers/${id}`)
    expect(gone.body).toMatchObject({ statusCode: 404, code: 'CUSTOMER_NOT_FOUND' })
    expect(await audited(server, company, id)).toEqual([...['customer.create', 'customer.delete']])
  })
})
