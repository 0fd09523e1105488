import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const CATEGORIES = '/operator/v1/journal-categories'
const UNKNOWN = '01920000-0000-7000-8000-00000000dead'
const ALL_TYPES = [
  'JOURNAL_ENTRY',
  'SUPPLIER_INVOICE',
  'SUPPLIER_PAYMENT',
  'CUSTOMER_INVOICE',
  'CUSTOMER_PAYMENT',
]

let server: TestApp
let company: TestCompany

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
})
afterAll(() => server.close())

interface Category {
  readonly id: string
  readonly name: string
  readonly isDefault: boolean
}

async function list(api: Client, query = ''): Promise<Category[]> {
  return (await api.get(`/v1/journal-categories${query}`)).body
}

test('the list starts with the default, then goes by creation', async () => {
  const { api } = await server.company()
  expect(await list(api)).toEqual([
    {
      ...{ id: expect.any(String), name: 'Finansjournal', isDefault: true, isActive: true },
      allowedJournalTypes: ALL_TYPES,
    },
  ])
  for (const name of ['B', 'A']) await api.post(CATEGORIES, { name })
  const { body: last } = await api.post(CATEGORIES, { name: 'Z', isDefault: true })
  expect((await list(api)).map(({ name }) => name)).toEqual(['Z', 'Finansjournal', 'B', 'A'])
  expect((await list(api)).filter(({ isDefault }) => isDefault)).toEqual([last])
})

test('who may not: no key 401, wrong scope 403', async () => {
  const wrong = await server.key(company, ['vendors-read'])
  for (const [method, path, scope] of [
    ['GET', '/v1/journal-categories', 'journal-categories-read'],
    ['GET', CATEGORIES, 'operator'],
    ['POST', CATEGORIES, 'operator'],
    ['GET', `${CATEGORIES}/${UNKNOWN}`, 'operator'],
    ['PATCH', `${CATEGORIES}/${UNKNOWN}`, 'operator'],
    ['DELETE', `${CATEGORIES}/${UNKNOWN}`, 'operator'],
  ] as const) {
    const anonymous = await company.api.send(method, path, undefined, {
      headers: { 'x-api-key': '' },
    })
    expect(anonymous.status).toBe(401)
    const forbidden = await wrong.send(method, path, undefined, {})
    expect([forbidden.status, forbidden.body.details.requiredScopes]).toEqual([403, [scope]])
  }
})

test('a category of nobody or of another company is 404 JOURNAL_CATEGORY_NOT_FOUND', async () => {
  const [theirs] = await list((await server.company()).api)
  for (const id of [UNKNOWN, theirs?.id]) {
    for (const answer of [
      await company.api.get(`${CATEGORIES}/${id}`),
      await company.api.patch(`${CATEGORIES}/${id}`, { name: 'X' }),
      await company.api.delete(`${CATEGORIES}/${id}`),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'JOURNAL_CATEGORY_NOT_FOUND'])
    }
  }
})

test('a new category allows all five types unless told otherwise', async () => {
  const made = await company.api.post(CATEGORIES, {
    name: 'Køb',
    allowedJournalTypes: ['supplier_invoice'],
  })
  expect(made.status).toBe(201)
  const fields = { name: 'Køb', isDefault: false, isActive: true }
  expect(made.body).toEqual({
    ...{ id: made.body.id, ...fields, allowedJournalTypes: ['SUPPLIER_INVOICE'] },
  })
  expect((await company.api.get(`${CATEGORIES}/${made.body.id}`)).body).toEqual(made.body)
  const open = await company.api.post(CATEGORIES, { name: 'Alt' })
  expect(open.body.allowedJournalTypes).toEqual(ALL_TYPES)
})

test.each([
  [{}, 'name', 'isNotEmpty'],
  [{ name: 'x'.repeat(101) }, 'name', 'maxLength'],
  [{ name: 'T', allowedJournalTypes: [] }, 'allowedJournalTypes', 'arrayMinSize'],
  [{ name: 'T', allowedJournalTypes: ['MEMO'] }, 'allowedJournalTypes', 'isEnum'],
  [
    { name: 'T', allowedJournalTypes: ['JOURNAL_ENTRY', 'JOURNAL_ENTRY'] },
    'allowedJournalTypes',
    'arrayUnique',
  ],
  [{ name: 'T', isDefault: 1 }, 'isDefault', 'isBoolean'],
  [{ name: 'T', foo: 1 }, 'foo', 'whitelistValidation'],
])('a body of the wrong shape is refused: %j', async (body, property, rule) => {
  const answer = await company.api.post(CATEGORIES, body)
  expect(answer.body.details.validationErrors).toEqual([
    { property, constraints: { [rule]: expect.any(String) } },
  ])
})

test('names are unique in any letter case', async () => {
  const { body: made } = await company.api.post(CATEGORIES, { name: 'Løn' })
  for (const answer of [
    await company.api.post(CATEGORIES, { name: 'LØN' }),
    await company.api.patch(`${CATEGORIES}/${made.id}`, { name: 'finansjournal' }),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([400, 'JOURNAL_CATEGORY_NAME_ALREADY_EXISTS'])
  }
  expect((await company.api.patch(`${CATEGORIES}/${made.id}`, { name: 'løn' })).status).toBe(200)
})

test('the default can move, but neither go nor stop', async () => {
  const { api } = await server.company()
  const [first] = await list(api)
  const path = `${CATEGORIES}/${first?.id}`
  for (const answer of [
    await api.patch(path, { isDefault: false }),
    await api.patch(path, { isActive: false }),
    await api.delete(path),
    await api.post(CATEGORIES, { name: 'Ny', isDefault: true, isActive: false }),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([400, 'JOURNAL_CATEGORY_DEFAULT_REQUIRED'])
  }
  const { body: made } = await api.post(CATEGORIES, { name: 'Ny' })
  expect((await api.patch(`${CATEGORIES}/${made.id}`, { isDefault: true })).body.isDefault).toBe(
    true,
  )
  expect((await api.get(path)).body.isDefault).toBe(false)
  expect((await api.delete(path)).status).toBe(204)
  expect((await api.get(path)).status).toBe(404)
})

test('a used category is deactivated', async () => {
  const { api } = company
  const { body: made } = await api.post(CATEGORIES, { name: 'Brugt' })
  const { body: accounts } = await api.get('/v1/accounts')
  const idOf = (number: number) =>
    accounts.find((account: { accountNumber: number }) => account.accountNumber === number).id
  const entry = await api.post('/v1/journal-entries', {
    ...{ entryType: 'JOURNAL_ENTRY', date: new Date().toISOString().slice(0, 10) },
    journalCategoryId: made.id,
    lines: [
      { accountId: idOf(6480), debit: 1 },
      { accountId: idOf(6486), credit: 1 },
    ],
  })
  expect(entry.status, JSON.stringify(entry.body)).toBe(201)
  expect((await api.delete(`${CATEGORIES}/${made.id}`)).status).toBe(204)
  const listed = async (query: string) => (await list(api, query)).some(({ id }) => id === made.id)
  expect([await listed(''), await listed('?includeInactive=true')]).toEqual([false, true])
})

test('parallel calls leave exactly one default', async () => {
  const { api } = await server.company()
  const made = await Promise.all(
    Array.from({ length: 6 }, (_, index) => api.post(CATEGORIES, { name: `K${index}` })),
  )
  const moved = await Promise.all(
    made.flatMap(({ body }, index) => [
      api.patch(`${CATEGORIES}/${body.id}`, { isDefault: true }),
      api.post(CATEGORIES, { name: `N${index}`, isDefault: true }),
    ]),
  )
  expect(moved.map(({ status }) => status < 300)).toEqual(Array(12).fill(true))
  expect((await list(api)).filter(({ isDefault }) => isDefault)).toHaveLength(1)
})
