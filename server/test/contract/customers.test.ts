import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { announced, audited, type Customers, customersOf, UNKNOWN } from './parties.ts'

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

describe('creating a customer', () => {
  test('answers every field, allocates the number, emits and audits', async () => {
    const fresh = await server.company()
    const group = (await fresh.api.get('/v1/customer-groups')).body[0]
    const body = { ...customers.body(), customerGroupId: group.id, vatNumber: 'DK 25 31 37 63' }
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
    expect(await audited(server, fresh, answer.body.id)).toEqual(['customer.create'])
    expect(await announced(server, fresh, 'customer.created')).toEqual([
      {
        ...{ customerId: answer.body.id, customerNumber: '1', customerType: 'company' },
        ...{ name: 'Nordlys ApS', email: null, countryCode: 'DK', vatZone: 'domestic' },
        ...{ isActive: true, externalSystemId: null, metadata: {} },
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
    expect(await customers.created(given)).toMatchObject({
      ...given,
      ...{ customerNumber: 'K-17', customerType: 'public', name: 'Åse', vatZone: 'eu' },
      ...{ countryCode: 'SE', vatNumber: 'SE556703748501', invoicingMode: 'per_child' },
      ...{ eanNumber: '5790001330552', currency: 'EUR', discount: 12.5, effectiveDiscount: 12.5 },
      paymentTermsType: 'end_of_month',
    })
  })

  test('tells every field that is wrong', async () => {
    const answer = await api.post('/v1/customers', {
      ...customers.body({
        customerType: 'x',
        name: ' ',
        countryCode: 'ZZ',
        eanNumber: '5790001330553',
      }),
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
    const answer = await api.post('/v1/customers', customers.body({ vatNumber: '25313764' }))
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
    const answer = await api.post('/v1/customers', customers.body(fields))
    expect(answer.body).toMatchObject({ statusCode: status, code })
  })

  test('a group of another company is not found', async () => {
    const foreign = (await other.api.get('/v1/customer-groups')).body[0].id
    const answer = await api.post('/v1/customers', customers.body({ customerGroupId: foreign }))
    expect(answer.body).toMatchObject({ statusCode: 404, code: 'CUSTOMER_GROUP_NOT_FOUND' })
  })

  test('numbers and external ids are unique in a company and free in another', async () => {
    await customers.created({ customerNumber: '007', externalSystemId: 'ext' })
    await customers.created({ customerNumber: '7' })
    const number = await api.post('/v1/customers', customers.body({ customerNumber: '007' }))
    expect(number.body).toMatchObject({ statusCode: 400, code: 'CUSTOMER_NUMBER_ALREADY_EXISTS' })
    const external = await api.post('/v1/customers', customers.body({ externalSystemId: 'ext' }))
    expect(external.body.code).toBe('CUSTOMER_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS')
    const group = (await other.api.get('/v1/customer-groups')).body[0].id
    const body = customers.body({
      customerGroupId: group,
      customerNumber: '007',
      externalSystemId: 'ext',
    })
    expect((await other.api.post('/v1/customers', body)).status).toBe(201)
  })

  test('32 at once get 32 numbers, and the losers of an explicit number are told so', async () => {
    const highest = await customers.created({ customerNumber: '500' })
    expect(highest.customerNumber).toBe('500')
    await customers.created({ customerNumber: '9999999999' })
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => api.post('/v1/customers', customers.body())),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]))
    const numbers = answers.map((answer) => Number(answer.body.customerNumber))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 32 }, (_, index) => 501 + index),
    )
    const explicit = await Promise.all(
      Array.from({ length: 8 }, () =>
        api.post('/v1/customers', customers.body({ customerNumber: 'X' })),
      ),
    )
    expect(explicit.map((answer) => answer.status).toSorted()).toEqual([201, ...Array(7).fill(400)])
  })

  test('one contact and one department become the default, whatever they say', async () => {
    const { id } = await customers.created({
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
