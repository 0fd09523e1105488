import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_SCOPES } from '../../src/access/index.ts'
import { Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const COMPANY = '/operator/v1/company'
const COMPANIES = '/operator/v1/companies'

let server: TestApp
let company: TestCompany

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
})
afterAll(() => server.close())

describe('GET /v1/company', () => {
  test("needs company-read and shows the key's own company", async () => {
    const reader = await server.key(company, ['company-read'])
    const answer = await reader.get('/v1/company')
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      id: company.id,
      name: 'Testfirma ApS',
      email: '',
      address: '',
      vat: null,
      billingEmail: null,
      city: null,
      postalCode: null,
      countryCode: 'DK',
      phone: null,
      preferredLanguage: 'da',
      contactPersonFirstName: null,
      contactPersonLastName: null,
      currency: 'DKK',
      timeZone: 'Europe/Copenhagen',
      vatPeriod: 'quarter',
      sandbox: true,
    })
    expect(answer.headers['etag']).toMatch(/^".+"$/)
    const clerk = await server.key(company, ['accounts-read'])
    const refused = await clerk.get('/v1/company')
    expect(refused.body.details).toEqual({ requiredScopes: ['company-read'] })
    expect((await new Client(server.app, '').get('/v1/company')).status).toBe(401)
    const unknown = await reader.get('/v1/company?companyId=1')
    expect(unknown.body.details.validationErrors[0].constraints).toEqual({
      whitelistValidation: 'property companyId should not exist',
    })
  })
})

describe('PATCH /company', () => {
  test('merges what is given and leaves the rest, the bank account key by key', async () => {
    const { api } = await server.company()
    const patch = {
      name: 'Nyt Navn ApS',
      email: 'post@example.com',
      address: 'Vej 1\nSted',
      vat: 25313763,
      city: ' Aarhus ',
      timeZone: 'Europe/Stockholm',
      vatPeriod: 'month',
      fiscalYearStartMonth: 7,
      paymentTerms: 14,
      paymentTermsType: 'end_of_month',
      bankAccount: { registrationNumber: '1234', accountNumber: '0012345678' },
      licenses: { CustomerPortal: false },
    }
    const patched = await api.patch(COMPANY, patch)
    expect(patched.status).toBe(200)
    expect(patched.body).toMatchObject({
      ...patch,
      city: 'Aarhus',
      bankAccount: { ...patch.bankAccount, iban: null, bic: null },
      licenses: { Subscription: true, MeteredProducts: true, CustomerPortal: false },
      lockedThrough: null,
      countryCode: 'DK',
    })
    const more = await api.patch(COMPANY, {
      bankAccount: { iban: 'DK5000400440116243' },
      city: null,
    })
    expect(more.body.bankAccount).toEqual({
      registrationNumber: '1234',
      accountNumber: '0012345678',
      iban: 'DK5000400440116243',
      bic: null,
    })
    expect(more.body.city).toBeNull()
    expect((await api.patch(COMPANY, { bankAccount: null })).body.bankAccount).toBeNull()
    const read = await api.get(COMPANY)
    expect(read.body).toEqual((await api.patch(COMPANY, {})).body)
    expect((await api.get('/v1/company')).body.vat).toBe(25313763)
  })

  test('takes application/merge-patch+json', async () => {
    const headers = { 'content-type': 'application/merge-patch+json' }
    expect((await company.api.patch(COMPANY, { phone: '12345678' }, { headers })).status).toBe(200)
  })

  test('is audited with what changed; what changes nothing leaves no event', async () => {
    const { api } = await server.company()
    await api.patch(COMPANY, { paymentTerms: 8 })
    await api.patch(COMPANY, { paymentTerms: 8 })
    const events = await api.get('/operator/v1/audit/events?action=company.update')
    expect(events.body.total).toBe(1)
    expect(events.body.data[0]).toMatchObject({
      resourceType: 'company',
      before: { paymentTerms: 30 },
      after: { paymentTerms: 8 },
    })
  })

  test.each([
    [{ vat: 25313764 }, { vat: { matches: 'vat must match /^\\d{8}$/ regular expression' } }],
    [{ vat: '2531' }, { vat: { matches: 'vat must match /^\\d{8}$/ regular expression' } }],
    [{ name: null }, { name: { isNotEmpty: 'name should not be empty' } }],
    [{ email: 'post' }, { email: { isEmail: 'email must be an email' } }],
    [
      { currency: 'XYZ' },
      { currency: { isISO4217CurrencyCode: 'currency must be a valid ISO4217 currency code' } },
    ],
    [
      { countryCode: 'ZZ' },
      { countryCode: { isISO31661Alpha2: 'countryCode must be a valid ISO31661 Alpha2 code' } },
    ],
    [
      { fiscalYearStartMonth: 13 },
      { fiscalYearStartMonth: { max: 'fiscalYearStartMonth must not be greater than 12' } },
    ],
    [{ paymentTerms: 366 }, { paymentTerms: { max: 'paymentTerms must not be greater than 365' } }],
    [
      { vatPeriod: 'year' },
      {
        vatPeriod: {
          isEnum: 'vatPeriod must be one of the following values: month, quarter, half-year',
        },
      },
    ],
    [
      { licenses: { Portal: true } },
      { 'licenses.Portal': { whitelistValidation: 'property Portal should not exist' } },
    ],
    [
      { licenses: { Subscription: 'yes' } },
      { 'licenses.Subscription': { isBoolean: 'Subscription must be a boolean value' } },
    ],
    [
      { lockedThrough: '2026-01-01' },
      { lockedThrough: { whitelistValidation: 'property lockedThrough should not exist' } },
    ],
    [{ sandbox: false }, { sandbox: { whitelistValidation: 'property sandbox should not exist' } }],
  ])('%j breaks %j', async (patch, broken) => {
    const answer = await company.api.patch(COMPANY, patch)
    expect([answer.status, answer.body.code]).toEqual([400, 'SHARED_VALIDATION_FAILED'])
    expect(byProperty(answer)).toEqual(broken)
  })

  test.each(['Europe/Atlantis', '+01:00', 'Copenhagen time'])(
    '%s is no time zone',
    async (timeZone) => {
      const answer = await company.api.patch(COMPANY, { timeZone })
      expect(Object.keys(byProperty(answer)['timeZone'] ?? {})).toEqual(['matches'])
    },
  )

  test('the currency changes until something is posted', async () => {
    const { id, api } = await server.company()
    expect((await api.patch(COMPANY, { currency: 'eur' })).body.currency).toBe('EUR')
    await server.query('update ledger_heads set chain_position = 1 where company_id = $1', [id])
    const locked = await api.patch(COMPANY, { currency: 'DKK' })
    expect([locked.status, locked.body.code]).toEqual([400, 'COMPANY_CURRENCY_LOCKED'])
    expect((await api.patch(COMPANY, { currency: 'EUR', phone: '1' })).status).toBe(200)
  })

  test('a license turned off refuses before the scope is looked at', async () => {
    const { api } = await server.company()
    const off = await api.patch(COMPANY, { licenses: { Subscription: false } })
    expect(off.body.licenses).toEqual({
      Subscription: false,
      MeteredProducts: true,
      CustomerPortal: true,
    })
  })

  test('needs the scope operator', async () => {
    const reader = await server.key(company, ['company-read'])
    expect((await reader.patch(COMPANY, {})).status).toBe(403)
    expect((await reader.get(COMPANY)).body.details).toEqual({ requiredScopes: ['operator'] })
    expect((await new Client(server.app, '').patch(COMPANY, {})).status).toBe(401)
  })
})

describe('/companies', () => {
  test('a key lists its own company, as owner', async () => {
    const list = await company.api.get(COMPANIES)
    expect(list.status).toBe(200)
    expect(list.body).toMatchObject({
      total: 1,
      page: 1,
      limit: 25,
      totalPages: 1,
      nextCursor: null,
    })
    expect(list.body.data).toMatchObject([
      { id: company.id, countryCode: 'DK', currency: 'DKK', sandbox: true, role: 'owner' },
    ])
    expect((await company.api.get(`${COMPANIES}?page=2`)).body.data).toEqual([])
  })

  test('makes a seeded company whose first key holds every scope and sees nothing else', async () => {
    const body = { name: 'Datter AB', countryCode: 'se', currency: 'sek' }
    const made = await company.api.post(COMPANIES, body)
    expect(made.status).toBe(201)
    expect(made.body.company).toMatchObject({
      name: 'Datter AB',
      countryCode: 'SE',
      currency: 'SEK',
      sandbox: false,
      role: 'owner',
      licenses: { Subscription: true, MeteredProducts: true, CustomerPortal: true },
    })
    const api = new Client(server.app, made.body.apiKey)
    expect((await api.get('/v1/api-key')).body.scopes).toEqual(ALL_SCOPES)
    const own = (await api.get('/v1/company')).body
    expect(own).toMatchObject({ id: made.body.company.id, timeZone: 'Europe/Stockholm' })
    expect((await api.get(COMPANIES)).body.total).toBe(1)
    const accounts = await server.query(
      'select count(*)::int as n from accounts where company_id = $1',
      [own.id],
    )
    expect(accounts[0]?.['n']).toBeGreaterThan(0)
    const log = (await api.get('/operator/v1/audit/events')).body.data
    expect(log.map((event: { action: string }) => event.action)).toContain('company.create')
    const caller = (await company.api.get('/v1/api-key')).body
    expect(JSON.stringify(log)).not.toContain(caller.id)
    const mine = await company.api.get(`/operator/v1/audit/events?resourceId=${own.id}`)
    expect(mine.body.data).toMatchObject([{ action: 'company.create', actor: { id: caller.id } }])
    expect((await company.api.get('/v1/company')).body.id).toBe(company.id)
  })

  test('a replay makes no second company and shows the same key', async () => {
    const body = { name: 'Once ApS', countryCode: 'DK', currency: 'DKK', sandbox: true }
    const answers = [
      await company.api.post(COMPANIES, body, { idempotencyKey: 'once' }),
      await company.api.post(COMPANIES, body, { idempotencyKey: 'once' }),
    ]
    expect(answers[1]?.body).toEqual(answers[0]?.body)
    const rows = await server.query(`select 1 from companies where name = 'Once ApS'`)
    expect(rows).toHaveLength(1)
    const stored = await server.query(`select encode(body, 'escape') as b from idempotency_keys`)
    expect(JSON.stringify(stored)).not.toContain(answers[0]?.body.apiKey)
  })

  test('names every missing field, and needs the scope operator', async () => {
    const answer = await company.api.post(COMPANIES, { sandbox: 'no' })
    expect(byProperty(answer)).toEqual({
      name: { isNotEmpty: 'name should not be empty' },
      countryCode: { isNotEmpty: 'countryCode should not be empty' },
      currency: { isNotEmpty: 'currency should not be empty' },
      sandbox: { isBoolean: 'sandbox must be a boolean value' },
    })
    const reader = await server.key(company, ['company-read'])
    expect((await reader.post(COMPANIES, {})).status).toBe(403)
    expect((await new Client(server.app, '').post(COMPANIES, {})).status).toBe(401)
  })
})

interface Failed {
  readonly body: {
    readonly details: {
      readonly validationErrors: { property: string; constraints: Record<string, string> }[]
    }
  }
}

function byProperty({ body }: Failed): Record<string, Record<string, string>> {
  const entries = body.details.validationErrors.map(
    ({ property, constraints }) => [property, constraints] as const,
  )
  return Object.fromEntries(entries)
}
