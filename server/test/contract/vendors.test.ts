import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { audited, UNKNOWN } from './parties.ts'

let server: TestApp
let company: TestCompany
let other: TestCompany
let api: Client
let groupId: string

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  other = await server.company()
  api = company.api
  groupId = (await api.get('/v1/vendor-groups')).body[0].id
})
afterAll(() => server.close())

let numbers = 0

/** A body that is right as it stands. */
function vendor(fields: object = {}): object {
  numbers += 1
  return {
    ...{ vendorNumber: `V${numbers}`, name: 'Papir A/S', vendorGroupId: groupId, currency: 'dkk' },
    ...{ countryCode: 'DK', contacts: [{ name: 'Bo' }], ...fields },
  }
}

async function created(fields: object = {}): Promise<string> {
  const answer = await api.post('/v1/vendors', vendor(fields))
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}

describe('creating a vendor', () => {
  test('answers id and number only; the list has every field', async () => {
    const given = {
      ...{ vendorNumber: ' L-1 ', email: 'a@b.dk', vatNumber: 'SE 556703-7485 01' },
      ...{ paymentTerms: 14, openingBalance: '-12.50', iban: 'DK50 0040 0440 1162 43' },
      ...{ bic: 'dabadkkk', bankRegistrationNumber: '0040', bankAccountNumber: '0440116243' },
      ...{ website: 'https://x.dk', externalSystemId: 'e1', metadata: { a: 1 }, attention: 'Bo' },
    }
    const answer = await api.post('/v1/vendors', vendor(given))
    expect(answer).toMatchObject({ status: 201 })
    expect(answer.body).toEqual({ id: expect.any(String), vendorNumber: 'L-1' })
    const [listed] = (await api.get('/v1/vendors?vendorNumber=L-1')).body
    expect(listed).toEqual({
      ...given,
      ...{ id: answer.body.id, vendorNumber: 'L-1', name: 'Papir A/S', vendorGroupId: groupId },
      ...{ vendorGroupNumber: '1', vendorGroupName: expect.any(String), currency: 'DKK' },
      ...{ status: 'ACTIVE', phone: null, address: null, city: null, postalCode: null },
      ...{ countryCode: 'DK', vatNumber: 'SE556703748501', paymentTermsType: 'net' },
      ...{ openingBalance: -12.5, defaultAccountId: null, iban: 'DK5000400440116243' },
      ...{ bic: 'DABADKKK', createdAt: expect.any(String), updatedAt: listed.createdAt },
    })
    expect(await audited(server, company, answer.body.id)).toEqual(['vendor.create'])
    const contacts = (await api.get(`/v1/vendors/${answer.body.id}/contacts`)).body
    expect(contacts).toEqual([
      {
        ...{ id: expect.any(String), name: 'Bo', email: null, phone: null, title: null },
        ...{ isDefault: true, createdAt: listed.createdAt, updatedAt: listed.createdAt },
      },
    ])
  })

  test('tells every field that is wrong', async () => {
    const answer = await api.post('/v1/vendors', {
      ...{ name: 'x', countryCode: 'DK', currency: 'DKX', iban: 'DK5000400440116244' },
      ...{ bic: 'X', bankRegistrationNumber: '40', openingBalance: 1.005, status: 'ACTIVE' },
    })
    const { validationErrors } = answer.body.details
    const rules = validationErrors.map((one: { property: string; constraints: object }) => [
      one.property,
      ...Object.keys(one.constraints),
    ])
    expect(rules.toSorted()).toEqual([
      ['bankRegistrationNumber', 'matches'],
      ['bic', 'matches'],
      ['contacts', 'isNotEmpty'],
      ['currency', 'isISO4217CurrencyCode'],
      ['iban', 'matches'],
      ['openingBalance', 'isDecimal'],
      ['status', 'whitelistValidation'],
      ['vendorGroupId', 'isNotEmpty'],
      ['vendorNumber', 'isNotEmpty'],
    ])
  })

  test.each([
    ['CONTACT_DEFAULT_REQUIRED', 400, { contacts: [] }],
    ['CONTACT_DEFAULT_REQUIRED', 400, { contacts: [{ name: 'A' }, { name: 'B' }] }],
    [
      'CONTACT_MULTIPLE_DEFAULTS',
      400,
      {
        contacts: [
          { name: 'A', isDefault: true },
          { name: 'B', isDefault: true },
        ],
      },
    ],
    ['DEPARTMENT_DEFAULT_REQUIRED', 400, { departments: [{ name: 'A' }, { name: 'B' }] }],
    ['VENDOR_GROUP_NOT_FOUND', 404, { vendorGroupId: UNKNOWN }],
    ['LEDGER_NOT_FOUND', 404, { defaultAccountId: UNKNOWN }],
  ])('%s', async (code, status, fields) => {
    const answer = await api.post('/v1/vendors', vendor(fields))
    expect(answer.body).toMatchObject({ statusCode: status, code })
  })

  test('numbers and external ids are unique, also among 8 at once', async () => {
    const bodies = Array.from({ length: 8 }, () => vendor({ vendorNumber: 'X' }))
    const answers = await Promise.all(bodies.map((body) => api.post('/v1/vendors', body)))
    const losers = answers.filter((answer) => answer.status !== 201)
    expect(losers).toHaveLength(7)
    for (const { body } of losers) expect(body.code).toBe('VENDOR_NUMBER_ALREADY_EXISTS')
    await created({ externalSystemId: 'same' })
    const again = await api.post('/v1/vendors', vendor({ externalSystemId: 'same' }))
    expect(again.body.code).toBe('VENDOR_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS')
    expect((await api.get('/v1/vendors?externalSystemId=same')).body).toHaveLength(1)
  })
})

test('vendors are listed in natural order and searched by prefix', async () => {
  const own = await server.company()
  const group = (await own.api.get('/v1/vendor-groups')).body[0].id
  for (const [vendorNumber, name] of [
    ['10', 'Ødegaard'],
    ['9', 'acme'],
    ['X', 'ACME 2'],
  ]) {
    await own.api.post('/v1/vendors', vendor({ vendorGroupId: group, vendorNumber, name }))
  }
  const found = async (query: string) => {
    const { body } = await own.api.get(`/v1/vendors${query}`)
    return body.map((row: { vendorNumber: string }) => row.vendorNumber).join(' ')
  }
  expect(await found('')).toBe('9 10 X')
  expect(await found('?search=Acme')).toBe('9 X')
  expect(await found(`?search=${encodeURIComponent('øde')}`)).toBe('10')
  expect(await found('?search=%25')).toBe('')
  expect((await own.api.get('/v1/vendor-groups')).body).toMatchObject([{ vendorCount: 3 }])
})

describe('the operator', () => {
  test('changes a vendor by merge patch', async () => {
    const id = await created({ phone: '1', metadata: { a: 1, b: 2 }, vatNumber: '25313763' })
    const path = `/operator/v1/vendors/${id}`
    const before = (await api.get(path)).body
    const patch = { phone: null, metadata: { a: null }, status: 'inactive', openingBalance: null }
    const answer = await api.patch(path, patch)
    expect(answer.body).toEqual({
      ...before,
      ...{ phone: null, metadata: { b: 2 }, status: 'INACTIVE', updatedAt: expect.any(String) },
    })
    expect((await api.patch(path, { ...patch, vatNumber: '25313763' })).body).toEqual(answer.body)
    expect(await audited(server, company, id)).toEqual(['vendor.create', 'vendor.update'])
    const refused = await api.patch(path, { contacts: [] })
    expect(refused.body.details.validationErrors).toMatchObject([{ property: 'contacts' }])
    const group = await api.patch(path, { vendorGroupId: UNKNOWN })
    expect(group.body.code).toBe('VENDOR_GROUP_NOT_FOUND')
  })

  test('deletes a vendor with its contacts', async () => {
    const id = await created()
    expect((await api.delete(`/operator/v1/vendors/${id}`)).status).toBe(204)
    expect((await api.get(`/operator/v1/vendors/${id}`)).body.code).toBe('VENDOR_NOT_FOUND')
    expect(await audited(server, company, id)).toEqual(['vendor.create', 'vendor.delete'])
  })
})

describe('who may', () => {
  test.each([
    ['GET', '/v1/vendors', 'vendors-read'],
    ['POST', '/v1/vendors', 'vendors-write'],
    ['GET', `/v1/vendors/${UNKNOWN}/contacts`, 'vendors-read'],
    ['GET', `/v1/vendors/${UNKNOWN}/departments`, 'vendors-read'],
    ['GET', '/v1/vendor-groups', 'vendors-read'],
    ['GET', `/operator/v1/vendors/${UNKNOWN}`, 'operator'],
    ['PATCH', `/operator/v1/vendors/${UNKNOWN}`, 'operator'],
    ['DELETE', `/operator/v1/vendors/${UNKNOWN}`, 'operator'],
  ] as const)('%s %s needs a key with its scope', async (method, path, scope) => {
    const body = method === 'POST' || method === 'PATCH' ? {} : undefined
    const keyless = await api.send(method, path, body, { headers: { 'x-api-key': '' } })
    expect(keyless.status).toBe(401)
    const poor = await server.key(company, ['accounts-read'])
    const refused = await poor.send(method, path, body, {})
    expect(refused.body).toMatchObject({ statusCode: 403, details: { requiredScopes: [scope] } })
  })

  test.each([
    ['GET', '/v1', '/contacts'],
    ['GET', '/v1', '/departments'],
    ['GET', '/operator/v1', ''],
    ['PATCH', '/operator/v1', ''],
    ['DELETE', '/operator/v1', ''],
  ] as const)("%s %s of another company's vendor%s is 404", async (method, mount, rest) => {
    const path = `${mount}/vendors/${await created()}${rest}`
    const body = method === 'PATCH' ? {} : undefined
    const answer = await other.api.send(method, path, body, {})
    expect(answer.body).toMatchObject({ statusCode: 404, code: 'VENDOR_NOT_FOUND' })
  })
})
