import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyId } from '../../src/kernel/context.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

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
  groupId = (await api.get('/v1/customer-groups')).body[0].id
})
afterAll(() => server.close())

const UNKNOWN = '01890000-0000-7000-8000-000000000000'

/** A body that is right as it stands. */
function customer(fields: object = {}): object {
  return {
    ...{ customerType: 'company', name: 'Nordlys ApS', vatZone: 'domestic', countryCode: 'DK' },
    ...{ customerGroupId: groupId, ...fields },
  }
}

async function created(fields: object = {}) {
  const answer = await api.post('/v1/customers', customer(fields))
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ id: expect.any(String) })
  return answer.body
}

const events = (topic: string, of = company) =>
  server.db.transact(companyId(of.id), 'read', (tx) =>
    tx.rows<{ data: Record<string, unknown> }>(
      sql`select data from outbox_events where topic = ${topic} order by id`,
    ),
  )

const auditsOf = (id: string) =>
  server.db.transact(companyId(company.id), 'read', (tx) =>
    tx.rows<{ action: string; before: unknown; after: unknown }>(
      sql`select action, before, after from audit_events where resource_id = ${id} order by id`,
    ),
  )

describe('creating a customer', () => {
  test('answers every field, allocates the number, emits and audits', async () => {
    const fresh = await server.company()
    const group = (await fresh.api.get('/v1/customer-groups')).body[0]
    const body = { ...customer(), customerGroupId: group.id, vatNumber: 'DK 25 31 37 63' }
    const answer = await fresh.api.post('/v1/customers', body)
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      ...{ id: expect.any(String), customerNumber: '1', customerType: 'company' },
      ...{ name: 'Nordlys ApS', vatZone: 'domestic', customerGroupId: group.id, isActive: true },
      ...{ billingRelationship: 'self', includeChildDetailsPdf: false },
      ...{ customerGroupNumber: '1', customerGroupName: group.name, email: null, phone: null },
      ...{ address: null, city: null, postalCode: null, countryCode: 'DK', website: null },
      ...{ vatNumber: '25313763', externalSystemId: null, parentCustomerId: null },
      ...{ invoicingMode: 'single_invoice', eanNumber: null, currency: 'DKK' },
      ...{ preferredLanguage: null, paymentTerms: null, paymentTermsType: 'net', discount: null },
      ...{ effectiveDiscount: 0, deliveryType: null, attention: null, metadata: {} },
      documentTemplateIds: {
        'invoice-template': null,
        'credit-note-template': null,
        'quote-template': null,
        'order-confirmation-template': null,
      },
      ...{ createdAt: expect.any(String), updatedAt: answer.body.createdAt },
    })
    expect((await fresh.api.get(`/v1/customers/${answer.body.id}`)).body).toEqual(answer.body)
    expect(await events('customer.created', fresh)).toEqual([
      {
        data: {
          ...{ customerId: answer.body.id, customerNumber: '1', customerType: 'company' },
          ...{ name: 'Nordlys ApS', email: null, countryCode: 'DK', vatZone: 'domestic' },
          ...{ isActive: true, externalSystemId: null, metadata: {} },
        },
      },
    ])
  })

  test('keeps every field given, normalised', async () => {
    const given = {
      ...{ customerNumber: ' K-17 ', customerType: 'PUBLIC', name: ' Åse ', vatZone: 'EU' },
      ...{ email: 'a@b.dk', phone: '1', address: 'Vej 1\nBagsiden', city: 'By', postalCode: '1' },
      ...{ countryCode: 'se', vatNumber: '5567037485-01', website: 'example.com' },
      ...{ externalSystemId: 'x-1', invoicingMode: 'Per_Child', eanNumber: '579000 1330552' },
      ...{ currency: 'eur', preferredLanguage: 'sv', paymentTerms: 0, discount: '12.50' },
      ...{ paymentTermsType: 'END_OF_MONTH', deliveryType: 'Sproom', attention: 'Bo' },
      ...{ metadata: { n: 5, ok: true, s: 'a' }, isActive: false },
    }
    expect(await created(given)).toMatchObject({
      ...given,
      ...{ customerNumber: 'K-17', customerType: 'public', name: 'Åse', vatZone: 'eu' },
      ...{ countryCode: 'SE', vatNumber: 'SE556703748501', invoicingMode: 'per_child' },
      ...{ eanNumber: '5790001330552', currency: 'EUR', discount: 12.5, effectiveDiscount: 12.5 },
      paymentTermsType: 'end_of_month',
    })
  })

  test('tells every field that is wrong', async () => {
    const answer = await api.post('/v1/customers', {
      ...customer({ customerType: 'x', name: ' ', countryCode: 'ZZ', eanNumber: '5790001330553' }),
      ...{ email: 'a', discount: 101, paymentTerms: 366, contacts: [{ email: 'b@c.dk' }], id: 'x' },
    })
    expect(answer.status).toBe(400)
    const { validationErrors } = answer.body.details
    expect(validationErrors).toEqual(
      expect.arrayContaining([
        {
          property: 'customerType',
          constraints: {
            isEnum: 'customerType must be one of the following values: company, private, public',
          },
        },
        { property: 'name', constraints: { isNotEmpty: 'name should not be empty' } },
        {
          property: 'countryCode',
          constraints: { isISO31661Alpha2: 'countryCode must be a valid ISO31661 Alpha2 code' },
        },
        {
          property: 'eanNumber',
          constraints: { matches: 'eanNumber must match /^\\d{13}$/ regular expression' },
        },
        { property: 'email', constraints: { isEmail: 'email must be an email' } },
        { property: 'discount', constraints: { max: 'discount must not be greater than 100' } },
        {
          property: 'paymentTerms',
          constraints: { max: 'paymentTerms must not be greater than 365' },
        },
        { property: 'contacts.0.name', constraints: { isNotEmpty: 'name should not be empty' } },
        { property: 'id', constraints: { whitelistValidation: 'property id should not exist' } },
      ]),
    )
    expect(validationErrors).toHaveLength(9)
  })

  test('refuses a VAT number that breaks its rule', async () => {
    const answer = await api.post('/v1/customers', customer({ vatNumber: '25313764' }))
    expect(answer.body.details.validationErrors).toEqual([
      {
        property: 'vatNumber',
        constraints: { matches: 'vatNumber must match /^[1-9]\\d{7}$/ regular expression' },
      },
    ])
  })

  test.each([
    ['CUSTOMER_GROUP_NOT_FOUND', 404, { customerGroupId: UNKNOWN }],
    ['CUSTOMER_PARENT_NOT_FOUND', 404, { parentCustomerId: UNKNOWN }],
    ['DOCUMENT_TEMPLATE_NOT_FOUND', 404, { documentTemplateIds: { 'quote-template': UNKNOWN } }],
    ['CUSTOMER_PARENT_REQUIRED', 400, { billingRelationship: 'parent_pays' }],
    [
      'CUSTOMER_CHILD_DETAILS_NOT_ALLOWED',
      400,
      { includeChildDetailsPdf: true, invoicingMode: 'per_child' },
    ],
    ['CUSTOMER_VAT_ZONE_COUNTRY_MISMATCH', 400, { vatZone: 'eu' }],
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
    [
      'DEPARTMENT_MULTIPLE_DEFAULTS',
      400,
      {
        departments: [
          { name: 'A', isDefault: true },
          { name: 'B', isDefault: true },
        ],
      },
    ],
  ])('%s', async (code, status, fields) => {
    const answer = await api.post('/v1/customers', customer(fields))
    expect(answer.body).toMatchObject({ statusCode: status, code })
  })

  test('a group of another company is not found', async () => {
    const foreign = (await other.api.get('/v1/customer-groups')).body[0].id
    const answer = await api.post('/v1/customers', customer({ customerGroupId: foreign }))
    expect(answer.body).toMatchObject({ statusCode: 404, code: 'CUSTOMER_GROUP_NOT_FOUND' })
  })

  test('numbers and external ids are unique in a company and free in another', async () => {
    await created({ customerNumber: '007', externalSystemId: 'ext' })
    await created({ customerNumber: '7' })
    const number = await api.post('/v1/customers', customer({ customerNumber: '007' }))
    expect(number.body).toMatchObject({ statusCode: 400, code: 'CUSTOMER_NUMBER_ALREADY_EXISTS' })
    const external = await api.post('/v1/customers', customer({ externalSystemId: 'ext' }))
    expect(external.body.code).toBe('CUSTOMER_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS')
    const group = (await other.api.get('/v1/customer-groups')).body[0].id
    const body = customer({
      customerGroupId: group,
      customerNumber: '007',
      externalSystemId: 'ext',
    })
    expect((await other.api.post('/v1/customers', body)).status).toBe(201)
  })

  test('32 at once get 32 numbers, and the losers of an explicit number are told so', async () => {
    const highest = await created({ customerNumber: '500' })
    expect(highest.customerNumber).toBe('500')
    await created({ customerNumber: '9999999999' })
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => api.post('/v1/customers', customer())),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]))
    const numbers = answers.map((answer) => Number(answer.body.customerNumber))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 32 }, (_, index) => 501 + index),
    )
    const explicit = await Promise.all(
      Array.from({ length: 8 }, () => api.post('/v1/customers', customer({ customerNumber: 'X' }))),
    )
    expect(explicit.map((answer) => answer.status).toSorted()).toEqual([201, ...Array(7).fill(400)])
  })

  test('one contact and one department become the default, whatever they say', async () => {
    const { id } = await created({
      contacts: [{ name: 'Bo', email: 'bo@x.dk' }],
      departments: [
        { name: 'Beta', isDefault: false, eanNumber: '5790001330552' },
        { name: 'Alfa', isDefault: true },
        { name: 'alba' },
      ],
    })
    const contacts = (await api.get(`/v1/customers/${id}/contacts`)).body
    expect(contacts).toMatchObject([
      { name: 'Bo', email: 'bo@x.dk', isDefault: true, title: null, departmentId: null },
    ])
    const departments = (await api.get(`/v1/customers/${id}/departments`)).body
    expect(departments.map((one: { name: string }) => one.name)).toEqual(['Alfa', 'alba', 'Beta'])
    expect(departments[2]).toMatchObject({ isDefault: false, isActive: true, reference: null })
  })
})

describe('families', () => {
  test('one level, and the parent is active', async () => {
    const parent = await created()
    const child = await created({ parentCustomerId: parent.id, billingRelationship: 'parent_pays' })
    const idle = await created({ isActive: false })
    const set = (id: string, parentCustomerId: string) =>
      api.patch(`/v1/customers/${id}`, { parentCustomerId })
    const wrong = [
      ['self', await set(parent.id, parent.id)],
      ['inactive', await set(child.id, idle.id)],
      [
        'parent_is_child',
        await api.post('/v1/customers', customer({ parentCustomerId: child.id })),
      ],
      ['has_children', await set(parent.id, (await created()).id)],
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
    const before = await created({
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
    const { data } = (await events('customer.updated')).at(-1) ?? {}
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
    const { createdAt, updatedAt, ...before } = await created({
      ...{ discount: 5, vatNumber: '25313763', metadata: { b: 1, aa: 'x' } },
    })
    const { id, customerGroupNumber, customerGroupName, effectiveDiscount, ...writable } = before
    for (const body of [{}, writable]) {
      const answer = await api.patch(`/v1/customers/${id}`, body)
      expect(answer.body).toEqual({ ...before, createdAt, updatedAt })
    }
    expect((await auditsOf(id)).map((event) => event.action)).toEqual(['customer.create'])
  })

  test('a changed country keeps the VAT number and its issuer', async () => {
    const { id } = await created({ vatNumber: '25313763' })
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
    const { id } = await created()
    const answer = await api.patch(`/v1/customers/${id}`, body)
    expect(answer.body.details.validationErrors).toMatchObject([
      { property, constraints: { [rule]: expect.any(String) } },
    ])
  })

  test('a taken number is refused; optional fields with a default fall back to it', async () => {
    const one = await created()
    const two = await created({ isActive: false, paymentTermsType: 'end_of_month' })
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
      const body = customer({ ...row, customerGroupId: group })
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

describe('deleting a customer', () => {
  test('takes its contacts and departments along', async () => {
    const { id } = await created({
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
    expect((await auditsOf(id)).map((event) => event.action)).toEqual([
      ...['customer.create', 'customer.delete'],
    ])
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
    const { id } = await created()
    const body = method === 'PATCH' ? {} : undefined
    const answer = await other.api.send(method, `/v1/customers/${id}${rest}`, body, {})
    expect(answer.body).toMatchObject({ code: 'CUSTOMER_NOT_FOUND', details: { id } })
  })
})
