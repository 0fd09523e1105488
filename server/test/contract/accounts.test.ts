import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const ACCOUNTS = '/operator/v1/accounts'
const UNKNOWN = '01920000-0000-7000-8000-00000000dead'

let server: TestApp
let company: TestCompany
let other: TestCompany

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  other = await server.company()
})
afterAll(() => server.close())

interface Account {
  readonly id: string
  readonly accountNumber: number
  readonly publicAccountId: number
  readonly systemRole: string | null
}

async function chart(api: Client): Promise<Account[]> {
  return (await api.get(ACCOUNTS)).body
}

async function account(api: Client, number: number): Promise<Account> {
  const found = (await chart(api)).find(({ accountNumber }) => accountNumber === number)
  if (found === undefined) throw new Error(`no account ${number}`)
  return found
}

let numbers = 90_000
function sales(fields: object = {}): object {
  numbers += 1
  const type = { ledgerType: 'PROFIT_AND_LOSS', accountClassification: 'REVENUE' }
  return { accountNumber: numbers, name: 'Salg', ...type, ...fields }
}

test('the list is a plain array in the order of public numbers, with every field, and an ETag', async () => {
  const answer = await company.api.get('/v1/accounts')
  expect(answer.status).toBe(200)
  expect(answer.body).toHaveLength(187)
  const keys = answer.body.map(({ publicAccountId, accountNumber }: Account) => [
    publicAccountId,
    accountNumber,
  ])
  const sorted = [...keys].sort(([a, b], [c, d]) => a - c || b - d)
  expect(keys).toEqual(sorted)
  const vatCodeId = expect.stringMatching(/^[0-9a-f-]{36}$/)
  expect(answer.body.find((found: Account) => found.accountNumber === 1015)).toEqual({
    id: expect.any(String),
    ...{ name: 'Abonnementer, Danmark', nameEn: 'Subscriptions, Denmark' },
    ...{ accountNumber: 1015, publicAccountId: 1010, ledgerType: 'PROFIT_AND_LOSS' },
    ...{ accountClassification: 'REVENUE', controlAccountType: null, vatCodeId, systemRole: null },
    ...{ totalFrom: null, totalIntervals: null, isActive: true },
  })
  const headers = { 'if-none-match': String(answer.headers['etag']) }
  expect((await company.api.get('/v1/accounts', { headers })).status).toBe(304)
})

test('inactive accounts are listed on request only, and always to the operator', async () => {
  const { api } = await server.company()
  const { id } = await account(api, 1040)
  expect((await api.patch(`${ACCOUNTS}/${id}`, { isActive: false })).body.isActive).toBe(false)
  const has = async (path: string) =>
    (await api.get(path)).body.some((found: Account) => found.id === id)
  expect(await has('/v1/accounts')).toBe(false)
  expect(await has('/v1/accounts?includeInactive=false')).toBe(false)
  expect(await has('/v1/accounts?includeInactive=true')).toBe(true)
  expect(await has(ACCOUNTS)).toBe(true)
  const bad = await api.get('/v1/accounts?includeInactive=maybe&foo=1')
  expect(bad.body.details.validationErrors).toEqual([
    {
      property: 'includeInactive',
      constraints: { isBoolean: 'includeInactive must be a boolean value' },
    },
    { property: 'foo', constraints: { whitelistValidation: 'property foo should not exist' } },
  ])
})

test('who may not: no key 401, wrong scope 403', async () => {
  const wrong = await server.key(company, ['vendors-read'])
  const calls = [
    ['GET', '/v1/accounts', 'accounts-read'],
    ['GET', ACCOUNTS, 'operator'],
    ['POST', ACCOUNTS, 'operator'],
    ['GET', `${ACCOUNTS}/${UNKNOWN}`, 'operator'],
    ['PATCH', `${ACCOUNTS}/${UNKNOWN}`, 'operator'],
    ['DELETE', `${ACCOUNTS}/${UNKNOWN}`, 'operator'],
  ] as const
  for (const [method, path, scope] of calls) {
    const body = method === 'POST' || method === 'PATCH' ? {} : undefined
    const anonymous = await company.api.send(method, path, body, { headers: { 'x-api-key': '' } })
    expect(anonymous.status).toBe(401)
    const forbidden = await wrong.send(method, path, body, {})
    expect(forbidden.status).toBe(403)
    expect(forbidden.body.details.requiredScopes).toEqual([scope])
  }
})

test('an account of nobody or of another company is 404 LEDGER_NOT_FOUND', async () => {
  const theirs = await account(other.api, 1010)
  for (const id of [UNKNOWN, theirs.id]) {
    for (const answer of [
      await company.api.get(`${ACCOUNTS}/${id}`),
      await company.api.patch(`${ACCOUNTS}/${id}`, { name: 'X' }),
      await company.api.delete(`${ACCOUNTS}/${id}`),
    ]) {
      expect(answer.status).toBe(404)
      expect(answer.body).toMatchObject({ code: 'LEDGER_NOT_FOUND', details: { id } })
    }
  }
  expect((await company.api.get(`${ACCOUNTS}/7`)).body.details.validationErrors).toEqual([
    { property: 'id', constraints: { isUUID: 'id must be a UUID' } },
  ])
})

test('a new account answers the whole record', async () => {
  const { body: codes } = await company.api.get('/v1/vat-codes')
  const request = sales({ nameEn: 'Sales', publicAccountId: 1010, vatCodeId: codes[9].id })
  const made = await company.api.post(ACCOUNTS, request)
  expect(made.status).toBe(201)
  const rest = { controlAccountType: null, systemRole: null, totalFrom: null, totalIntervals: null }
  expect(made.body).toEqual({ id: made.body.id, ...request, ...rest, isActive: true })
  expect((await company.api.get(`${ACCOUNTS}/${made.body.id}`)).body).toEqual(made.body)
})

test('headings and totals keep to their own number and what they sum', async () => {
  const cases = [
    [{ ledgerType: 'heading', publicAccountId: 1 }, { ledgerType: 'HEADING' }],
    [
      { ledgerType: 'TOTAL_FROM', totalFrom: 1001 },
      { totalFrom: 1001, totalIntervals: null },
    ],
    [
      { ledgerType: 'TOTAL_INTERVALS', totalIntervals: [{ from: 1, to: 1 }] },
      { totalFrom: null, totalIntervals: [{ from: 1, to: 1 }] },
    ],
  ] as const
  for (const [fields, expected] of cases) {
    const request = sales({ accountClassification: null, ...fields })
    const made = await company.api.post(ACCOUNTS, request)
    expect(made.body).toMatchObject({ ...expected, publicAccountId: numbers })
    expect((await company.api.get(`${ACCOUNTS}/${made.body.id}`)).body).toEqual(made.body)
  }
})

test('a body of the wrong shape tells every failing field', async () => {
  const answer = await company.api.post(ACCOUNTS, {
    accountNumber: 100_000_000,
    ledgerType: 'CASH',
    vatCodeId: 'x',
    systemRole: 'KING',
    totalIntervals: [{ from: 0 }],
    balance: 1,
  })
  expect(answer.status).toBe(400)
  expect(answer.body.code).toBe('SHARED_VALIDATION_FAILED')
  const broken = answer.body.details.validationErrors.map(
    ({ property, constraints }: { property: string; constraints: object }) =>
      `${property} ${Object.keys(constraints)}`,
  )
  expect(broken.sort()).toEqual([
    'accountNumber max',
    'balance whitelistValidation',
    'ledgerType isEnum',
    'name isNotEmpty',
    'systemRole isEnum',
    'totalIntervals.0.from min',
    'totalIntervals.0.to isNotEmpty',
    'vatCodeId isUUID',
  ])
})

test.each([
  [{ accountClassification: null }, 'accountClassification', 'isNotEmpty'],
  [{ totalFrom: 5 }, 'totalFrom', 'whitelistValidation'],
  [{ totalIntervals: [{ from: 1, to: 2 }] }, 'totalIntervals', 'whitelistValidation'],
  [{ ledgerType: 'TOTAL_FROM', accountClassification: null }, 'totalFrom', 'isNotEmpty'],
  [{ ledgerType: 'TOTAL_FROM', totalFrom: 99_999_999 }, 'totalFrom', 'max'],
  [{ ledgerType: 'TOTAL_INTERVALS' }, 'totalIntervals', 'isNotEmpty'],
  [
    { ledgerType: 'TOTAL_INTERVALS', totalIntervals: [{ from: 3, to: 2 }] },
    'totalIntervals.0.from',
    'max',
  ],
])('the type of an account decides what it needs: %j', async (fields, property, rule) => {
  const answer = await company.api.post(ACCOUNTS, sales(fields))
  expect(answer.body.details.validationErrors).toEqual([
    { property, constraints: { [rule]: expect.any(String) } },
  ])
})

test.each([
  [{ accountClassification: 'ASSET' }, 'ACCOUNT_CLASSIFICATION_INVALID'],
  [{ ledgerType: 'BALANCE_SHEET' }, 'ACCOUNT_CLASSIFICATION_INVALID'],
  [{ ledgerType: 'HEADING' }, 'ACCOUNT_CLASSIFICATION_INVALID'],
  [{ controlAccountType: 'ACCOUNTS_PAYABLE' }, 'ACCOUNT_CLASSIFICATION_INVALID'],
  [{ accountNumber: 1010 }, 'ACCOUNT_NUMBER_ALREADY_EXISTS'],
  [{ vatCodeId: UNKNOWN }, 'VAT_CODE_NOT_FOUND'],
  [
    { ledgerType: 'HEADING', accountClassification: null, systemRole: 'BANK' },
    'LEDGER_NOT_POSTABLE',
  ],
])('a new account is refused: %j', async (fields, code) => {
  const answer = await company.api.post(ACCOUNTS, sales(fields))
  expect(answer.status).toBe(code === 'VAT_CODE_NOT_FOUND' ? 404 : 400)
  expect(answer.body.code).toBe(code)
})

test('a change is a merge patch of the whole record, and audited with the changed fields only', async () => {
  const { body: made } = await company.api.post(ACCOUNTS, sales({ nameEn: 'Sales' }))
  const path = `${ACCOUNTS}/${made.id}`
  const changed = await company.api.patch(path, { name: 'Salg, web', nameEn: null })
  expect(changed.status).toBe(200)
  expect(changed.body).toEqual({ ...made, name: 'Salg, web', nameEn: null })
  expect((await company.api.patch(path, {})).body).toEqual(changed.body)
  const refused = await company.api.patch(path, { name: null, isActive: 'no' })
  expect(refused.body.details.validationErrors).toEqual([
    { property: 'name', constraints: { isNotEmpty: 'name should not be empty' } },
    { property: 'isActive', constraints: { isBoolean: 'isActive must be a boolean value' } },
  ])
  const invalid = await company.api.patch(path, { ledgerType: 'BALANCE_SHEET' })
  expect(invalid.body.code).toBe('ACCOUNT_CLASSIFICATION_INVALID')
  const events = await company.api.get(`/operator/v1/audit/events?resourceId=${made.id}`)
  expect(events.body.data).toMatchObject([
    {
      action: 'account.update',
      before: { name: 'Salg', nameEn: 'Sales' },
      after: { name: 'Salg, web', nameEn: null },
    },
    { action: 'account.create', before: null },
  ])
})

test('a system role moves to the account that asks for it', async () => {
  const { api } = await server.company()
  const bank = await account(api, 6480)
  const cash = await account(api, 6486)
  expect((await api.patch(`${ACCOUNTS}/${cash.id}`, { systemRole: 'BANK' })).status).toBe(200)
  expect((await account(api, 6480)).systemRole).toBeNull()
  expect((await account(api, 6486)).systemRole).toBe('BANK')
  const events = await api.get(`/operator/v1/audit/events?resourceId=${bank.id}`)
  expect(events.body.data).toMatchObject([{ before: { systemRole: 'BANK' } }])
})

test('parallel calls leave one account a role, and one account a number', async () => {
  const { api } = await server.company()
  const requests = Array.from({ length: 8 }, () =>
    api.post(ACCOUNTS, { ...sales({ systemRole: 'SUSPENSE' }), accountNumber: 77_777 }),
  )
  const statuses = (await Promise.all(requests)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([201, ...Array(7).fill(400)])
  const moves = Array.from({ length: 8 }, () => api.post(ACCOUNTS, sales({ systemRole: 'BANK' })))
  expect((await Promise.all(moves)).map(({ status }) => status)).toEqual(Array(8).fill(201))
  const holders = (await chart(api)).filter(({ systemRole }) => systemRole === 'BANK')
  expect(holders).toHaveLength(1)
})
