import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const CODES = '/operator/v1/vat-codes'
const UNKNOWN = '01920000-0000-7000-8000-00000000dead'

let server: TestApp
let company: TestCompany
let other: TestCompany
const accounts = new Map<number, { readonly id: string; readonly name: string }>()

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  other = await server.company()
  const { body } = await company.api.get('/v1/accounts')
  for (const account of body) accounts.set(account.accountNumber, account)
})
afterAll(() => server.close())

const idOf = (number: number): string => accounts.get(number)?.id ?? ''

let count = 0
function code(fields: object = {}): Record<string, unknown> {
  count += 1
  const rate = { vatRate: 12.5, type: 'SALES', principle: 'GROSS' }
  return { vatCode: `X${count}`, name: 'Moms', ...rate, accountToBookId: idOf(7680), ...fields }
}

test('the list holds the 16 codes by code point, with every field', async () => {
  const { status, body } = await company.api.get('/v1/vat-codes')
  expect(status).toBe(200)
  expect(body.map(({ vatCode }: { vatCode: string }) => vatCode).slice(0, 16)).toEqual(
    'I0 I25 IEUV IEUY IOBP IREP IUV IUY U0 U25 UEUV UEUVI UEUY UOBP UUV UUY'.split(' '),
  )
  expect(body[2]).toEqual({
    id: expect.any(String),
    ...{ vatCode: 'IEUV', name: 'Varekøb, EU', nameEn: 'Goods acquired, EU', vatRate: 25 },
    ...{ type: 'PURCHASE', principle: 'NET', deductionRate: 100, isActive: true },
    ...{ accountToBookId: idOf(7740), accountToBookNumber: 7740, accountToBookName: 'Købsmoms' },
    contraAccountToBookId: idOf(7700),
    contraAccountToBookNumber: 7700,
    contraAccountToBookName: 'Moms af varekøb i udlandet',
    boxes: { base: 'rubrikAGoods', vat: 'purchaseVat', contra: 'vatOnGoodsAbroad' },
  })
  expect(body[9]).toMatchObject({ contraAccountToBookId: null, contraAccountToBookNumber: null })
})

test('who may not: no key 401, wrong scope 403', async () => {
  const wrong = await server.key(company, ['vendors-read'])
  for (const [method, path, scope] of [
    ['GET', '/v1/vat-codes', 'vat-codes-read'],
    ['GET', CODES, 'operator'],
    ['POST', CODES, 'operator'],
    ['GET', `${CODES}/${UNKNOWN}`, 'operator'],
    ['PATCH', `${CODES}/${UNKNOWN}`, 'operator'],
    ['DELETE', `${CODES}/${UNKNOWN}`, 'operator'],
  ] as const) {
    const anonymous = await company.api.send(method, path, undefined, {
      headers: { 'x-api-key': '' },
    })
    expect(anonymous.status).toBe(401)
    const forbidden = await wrong.send(method, path, undefined, {})
    expect([forbidden.status, forbidden.body.details.requiredScopes]).toEqual([403, [scope]])
  }
})

test('a code of nobody or of another company is 404 VAT_CODE_NOT_FOUND', async () => {
  const { body } = await other.api.get('/v1/vat-codes')
  for (const id of [UNKNOWN, body[0].id]) {
    for (const answer of [
      await company.api.get(`${CODES}/${id}`),
      await company.api.patch(`${CODES}/${id}`, { name: 'X' }),
      await company.api.delete(`${CODES}/${id}`),
    ]) {
      expect(answer.status).toBe(404)
      expect(answer.body.code).toBe('VAT_CODE_NOT_FOUND')
    }
  }
})

test('a new code answers the whole record; its VAT goes to the box of its type', async () => {
  const made = await company.api.post(CODES, code())
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    ...{ vatRate: 12.5, deductionRate: 100, accountToBookNumber: 7680, isActive: true },
    ...{ nameEn: null, boxes: { base: null, vat: 'salesVat', contra: null } },
  })
  expect((await company.api.get(`${CODES}/${made.body.id}`)).body).toEqual(made.body)
  const purchase = await company.api.post(
    CODES,
    code({ type: 'purchase', boxes: { base: 'rubrikC' } }),
  )
  expect(purchase.body.boxes).toEqual({ base: 'rubrikC', vat: 'purchaseVat', contra: null })
})

test('a body of the wrong shape tells every failing field', async () => {
  const answer = await company.api.post(CODES, {
    ...{ vatCode: 'u 25', vatRate: 100.011, deductionRate: -1, type: 'SALE' },
    ...{ boxes: { base: 'rubrikZ', other: 1 }, foo: 1 },
  })
  const broken = answer.body.details.validationErrors.map(
    ({ property, constraints }: { property: string; constraints: object }) =>
      `${property} ${Object.keys(constraints)}`,
  )
  expect(broken.sort()).toEqual([
    'accountToBookId isNotEmpty',
    'boxes.base isEnum',
    'boxes.other whitelistValidation',
    'deductionRate min',
    'foo whitelistValidation',
    'name isNotEmpty',
    'principle isNotEmpty',
    'type isEnum',
    'vatCode matches',
    'vatRate isDecimal,max',
  ])
})

test.each([
  [() => ({ vatCode: 'U25' }), 400, 'VAT_CODE_ALREADY_EXISTS'],
  [() => ({ contraAccountToBookId: idOf(7700) }), 400, 'VAT_CODE_CONTRA_REQUIRES_NET'],
  [() => ({ accountToBookId: UNKNOWN }), 404, 'LEDGER_NOT_FOUND'],
  [() => ({ contraAccountToBookId: UNKNOWN, principle: 'NET' }), 404, 'LEDGER_NOT_FOUND'],
  [() => ({ accountToBookId: idOf(1000) }), 400, 'LEDGER_NOT_POSTABLE'],
  [() => ({ accountToBookId: idOf(6190) }), 400, 'CONTROL_ACCOUNT_INVALID'],
])('a new code is refused: %s', async (fields, status, error) => {
  const answer = await company.api.post(CODES, code(fields()))
  expect([answer.status, answer.body.code]).toEqual([status, error])
})

test('a change is a merge patch, boxes by key, and audited with the changed fields only', async () => {
  const { body: made } = await company.api.post(CODES, code())
  const path = `${CODES}/${made.id}`
  const changed = await company.api.patch(path, { vatRate: '20', boxes: { base: 'rubrikC' } })
  const boxes = { base: 'rubrikC', vat: 'salesVat', contra: null }
  expect(changed.body).toEqual({ ...made, vatRate: 20, boxes })
  expect((await company.api.patch(path, { vatRate: 20 })).body).toEqual(changed.body)
  expect((await company.api.patch(path, { boxes: null })).body.boxes).toEqual(made.boxes)
  const contra = await company.api.patch(path, { contraAccountToBookId: idOf(7720) })
  expect(contra.body.code).toBe('VAT_CODE_CONTRA_REQUIRES_NET')
  const twice = await company.api.patch(path, { vatCode: 'I25' })
  expect(twice.body.code).toBe('VAT_CODE_ALREADY_EXISTS')
  const events = await company.api.get(`/operator/v1/audit/events?resourceId=${made.id}`)
  expect(events.body.data).toHaveLength(3)
  expect(events.body.data[1]).toMatchObject({
    action: 'vat_code.update',
    before: { vatRate: '12.5' },
    after: { vatRate: '20', boxes },
  })
})

test('a code that nothing named is gone', async () => {
  const { body: made } = await company.api.post(CODES, code())
  expect((await company.api.delete(`${CODES}/${made.id}`)).status).toBe(204)
  expect((await company.api.get(`${CODES}/${made.id}`)).status).toBe(404)
})

test('a code carried by an account or used by a posting is deactivated', async () => {
  const { api } = company
  const { body: carried } = await api.post(CODES, code())
  await api.patch(`/operator/v1/accounts/${idOf(1040)}`, { vatCodeId: carried.id })
  const { body: posted } = await api.post(CODES, code())
  const entry = await api.post('/v1/journal-entries', {
    ...{ entryType: 'JOURNAL_ENTRY', date: new Date().toISOString().slice(0, 10) },
    lines: [
      { accountId: idOf(6480), debit: 100 },
      { accountId: idOf(1010), credit: 100, vatCodeId: posted.id },
    ],
  })
  expect(entry.status, JSON.stringify(entry.body)).toBe(201)
  for (const { id } of [carried, posted]) {
    expect((await api.delete(`${CODES}/${id}`)).status).toBe(204)
    expect((await api.get(`${CODES}/${id}`)).body.isActive).toBe(false)
    const listed = async (query: string) =>
      (await api.get(`/v1/vat-codes${query}`)).body.some((found: { id: string }) => found.id === id)
    expect([await listed(''), await listed('?includeInactive=true')]).toEqual([false, true])
  }
})

test('of parallel creations with one code, one wins', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => company.api.post(CODES, code({ vatCode: 'RACE' }))),
  )
  const outcomes = answers.map(({ status, body }) => body.code ?? status).sort()
  expect(outcomes).toEqual([201, ...Array(5).fill('VAT_CODE_ALREADY_EXISTS')])
})
