import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'
import { UNKNOWN } from './parties.ts'

const PATH = '/v1/journal-entries'

let server: TestApp
let company: TestCompany
let books: Books
/** Ids by the name each entry has as its reference, and of what they name. */
const ids: Record<string, string> = {}

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
  const { customerId, vendorId } = books
  const { id: dimension } = await made(
    company.api.post('/v1/dimensions', { name: 'Sted', isUnique: false }),
  )
  const values = `/v1/dimensions/${dimension}/values`
  const tag = (await made(company.api.post(values, { name: 'Aarhus' }))).id
  const category = await made(
    company.api.post('/operator/v1/journal-categories', { name: 'Kassebog' }),
  )
  Object.assign(ids, { tag, category: category.id })
  const post = async (name: string, type: string, lines: (string | object)[], more: object) => {
    const entry = await made(books.post(type, lines, { reference: name, ...more }))
    Object.assign(ids, { [name]: entry.id, [entry.fiscalYear]: entry.fiscalYearId })
  }
  await post('sale', 'CUSTOMER_INVOICE', ['C 1010 1250 U25'], {
    ...{ date: '2026-03-01', originalAmount: 1250, customerId, description: 'Cykler 100% rabat' },
  })
  await post('credit', 'CUSTOMER_INVOICE', ['D 1010 312.50 U25'], {
    ...{ date: '2026-02-01', originalAmount: -312.5, customerId, externalSystemId: 'shop-1' },
  })
  await post('bill', 'SUPPLIER_INVOICE', [books.line('D 2510 1000', { tagIds: [tag] })], {
    ...{ date: '2026-03-01', originalAmount: 1000, vendorId, description: 'Rådgivning_ØST' },
  })
  await post(
    'netting',
    'JOURNAL_ENTRY',
    [...[books.line('D 7440 0.05', { vendorId }), books.line('C 6190 0.05', { customerId })]],
    { date: '2025-06-30', tagIds: [tag], externalSystemId: 'shop-1' },
  )
  await post('yen', 'JOURNAL_ENTRY', ['D 6480 90000', 'C 6486 90000'], {
    ...{ date: '2026-01-31', currency: 'JPY', exchangeRate: 0.05, journalCategoryId: category.id },
  })
  await post('undone', 'JOURNAL_ENTRY', ['D 6480 7', 'C 6486 7'], { date: '2026-04-01' })
  const undo = await made(
    company.api.post(`${PATH}/${ids['undone']}/reverse`, { reference: 'undo' }),
  )
  ids['undo'] = undo.id
})
afterAll(() => server.close())

interface Page {
  readonly data: { readonly reference: string }[]
  readonly total: number
  readonly nextCursor: string | null
}

const page = (query: string): Promise<Page> => made(company.api.get(`${PATH}?${query}`))

const found = async (query: string): Promise<string> =>
  (await page(query)).data.map(({ reference }) => reference).join(' ')

const ALL = 'undo undone yen netting bill credit sale'

describe('filters', () => {
  test.each<[string, string]>([
    ['', ALL],
    ['fromDate=2026-03-01', 'undo undone bill sale'],
    ['toDate=2026-01-31', 'yen netting'],
    ['fromDate=2026-02-01&toDate=2026-03-01', 'bill credit sale'],
    ['accountId=1010', 'credit sale'],
    ['accountId=7680', 'credit sale'],
    ['accountId=6190', 'netting credit sale'],
    ['accountId=1550', ''],
    ['customerId=CUSTOMER', 'netting credit sale'],
    ['vendorId=VENDOR', 'netting bill'],
    ['journalType=SUPPLIER_INVOICE', 'bill'],
    ['entryType=CUSTOMER_INVOICE', 'credit sale'],
    ['entryType=CUSTOMER_INVOICE&journalType=JOURNAL_ENTRY', ''],
    ['minAmount=1000', 'yen bill sale'],
    ['minAmount=312.50&maxAmount=1000.00', 'bill credit'],
    ['maxAmount=0.05', 'netting'],
    ['externalSystemId=shop-1', 'netting credit'],
    ['externalSystemId=shop', ''],
    ['search=cykler', 'sale'],
    ['search=100%25', 'sale'],
    ['search=rådgivning_øst', 'bill'],
    ['search=l%25r', ''],
    ['search=g_ø', 'bill'],
    ['search=n_i', ''],
    ['search=ETT', 'netting'],
    ['search=Tilbagef%C3%B8rsel', 'undo'],
    ['reference=bill', 'bill'],
    ['reference=BILL', ''],
    ['entryNumber=1', 'netting sale'],
    ['entryNumber=1&fiscalYearId=2025', 'netting'],
    ['journalCategoryId=CATEGORY', 'yen'],
    ['tagId=TAG', 'netting bill'],
    [`tagId=${UNKNOWN}`, ''],
    ['source=reversal', 'undo'],
    ['source=api&reversed=true', 'undone'],
    ['reversed=false', 'undo yen netting bill credit sale'],
  ])('%s', async (query, expected) => {
    const named = query
      .replace(/accountId=(\d+)/, (_, number) => `accountId=${books.account(Number(number))}`)
      .replace(/=CUSTOMER$/, `=${books.customerId}`)
      .replace(/=VENDOR$/, `=${books.vendorId}`)
      .replace(/=CATEGORY$/, `=${ids['category']}`)
      .replace(/=TAG$/, `=${ids['tag']}`)
      .replace(/fiscalYearId=(\d+)/, (_, year) => `fiscalYearId=${ids[year]}`)
    expect(await found(named)).toBe(expected)
    expect((await page(named)).total).toBe(expected.split(' ').filter(Boolean).length)
  })
})

describe('order', () => {
  test.each([
    ['sortOrder=asc', 'sale credit bill netting yen undone undo'],
    ['sortBy=postedAt&sortOrder=desc', ALL],
    ['sortBy=date&sortOrder=asc', 'netting yen credit sale bill undone undo'],
    ['sortBy=date', 'undo undone bill sale credit yen netting'],
    ['sortBy=amount&sortOrder=asc', 'netting undone undo credit bill sale yen'],
    ['sortBy=amount', 'yen sale bill credit undo undone netting'],
    ['sortBy=entryNumber&sortOrder=asc', 'sale netting credit bill yen undone undo'],
  ])('%s', async (query, expected) => {
    expect(await found(query)).toBe(expected)
    for (const limit of [1, 2, 3, 7]) {
      const byCursor: string[] = []
      const byPage: string[] = []
      let cursor: string | null = ''
      for (let number = 1; cursor !== null; number += 1) {
        const next = cursor === '' ? '' : `&cursor=${cursor}`
        const got = await page(`${query}&limit=${limit}${next}`)
        byCursor.push(...got.data.map(({ reference }) => reference))
        const numbered = await page(`${query}&limit=${limit}&page=${number}`)
        byPage.push(...numbered.data.map(({ reference }) => reference))
        cursor = got.nextCursor
      }
      expect([byCursor.join(' '), byPage.join(' ')]).toEqual([expected, expected])
    }
  })

  test('a cursor goes on after entries that came later, and only in its own order', async () => {
    const first = await page('limit=3&reversed=false')
    expect(first).toMatchObject({ total: 6, page: 1, limit: 3, totalPages: 2 })
    const { id } = await made(books.post('JOURNAL_ENTRY', ['D 6480 1', 'C 6486 1']))
    expect(await found(`limit=3&reversed=false&cursor=${first.nextCursor}`)).toBe(
      'bill credit sale',
    )
    const wrong = company.api.get(`${PATH}?sortBy=date&cursor=${first.nextCursor}`)
    const { validationErrors } = await expectRefusal(wrong, 400, 'SHARED_VALIDATION_FAILED')
    expect(validationErrors).toMatchObject([{ property: 'cursor' }])
    expect((await page('limit=1')).data).toMatchObject([{ id }])
    expect((await page('page=99')).data).toEqual([])
  })
})

test.each([
  ['limit=101', 'limit'],
  ['limit=0', 'limit'],
  ['page=0', 'page'],
  ['page=x', 'page'],
  ['sortBy=id', 'sortBy'],
  ['sortOrder=up', 'sortOrder'],
  ['fromDate=yesterday', 'fromDate'],
  ['accountId=1010', 'accountId'],
  ['entryType=x', 'entryType'],
  ['minAmount=a', 'minAmount'],
  ['entryNumber=0', 'entryNumber'],
  ['entryNumber=1.5', 'entryNumber'],
  ['source=magic', 'source'],
  ['reversed=1', 'reversed'],
  ['cursor=%F0%9F%92%A9', 'cursor'],
  ['foo=1', 'foo'],
])('%s is a validation error on %s', async (query, property) => {
  const answer = company.api.get(`${PATH}?${query}`)
  const { validationErrors } = await expectRefusal(answer, 400, 'SHARED_VALIDATION_FAILED')
  expect(validationErrors).toMatchObject([{ property }])
})

describe('who may read and write', () => {
  test('scopes, another company, unknown ids', async () => {
    const one = `${PATH}/${ids['sale']}`
    const reader = await server.key(company, ['journal-entries-read'])
    const writer = await server.key(company, ['journal-entries-write'])
    expect((await reader.get(one)).status).toBe(200)
    const { requiredScopes } = await expectRefusal(
      writer.get(PATH),
      ...[403, 'INSUFFICIENT_PERMISSIONS'],
    )
    expect(requiredScopes).toEqual(['journal-entries-read'])
    await expectRefusal(writer.get(one), 403, 'INSUFFICIENT_PERMISSIONS')
    await expectRefusal(reader.patch(one, {}), 403, 'INSUFFICIENT_PERMISSIONS')
    const other = await server.company()
    for (const answer of [
      () => other.api.get(one),
      () => other.api.patch(one, { reference: 'x' }),
      () => other.api.get(`${one}/attachments`),
      () => company.api.get(`${PATH}/${UNKNOWN}`),
      () => company.api.patch(`${PATH}/${UNKNOWN}`, {}),
    ]) {
      const details = await expectRefusal(answer(), 404, 'JOURNAL_ENTRY_NOT_FOUND')
      expect(details).toMatchObject({ id: expect.any(String) })
    }
    expect((await other.api.get(PATH)).body).toMatchObject({ data: [], total: 0, totalPages: 0 })
    await expectRefusal(company.api.get(`${PATH}/1`), 400, 'SHARED_VALIDATION_FAILED')
    const nobody = { headers: { 'x-api-key': 'x' } }
    await expectRefusal(company.api.get(PATH, nobody), 401, 'UNAUTHORIZED')
    await expectRefusal(company.api.patch(one, {}, nobody), 401, 'UNAUTHORIZED')
  })
})
