import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const RATES = '/operator/v1/exchange-rates'
const UNKNOWN = '01920000-0000-7000-8000-00000000dead'
const SOURCE = 'Danmarks Nationalbank'

let server: TestApp
let company: TestCompany

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
})
afterAll(() => server.close())

const eur = (date: string, rate: unknown = '7.4604') => ({
  currency: 'EUR',
  date,
  rate,
  source: SOURCE,
})

test('the first rate of a day is 201, another one replaces it with 200', async () => {
  const first = await company.api.put(RATES, { ...eur('2026-01-02', '7.460400'), currency: 'eur' })
  expect(first.status).toBe(201)
  expect(first.body).toEqual({
    ...{ id: first.body.id, ...eur('2026-01-02') },
    ...{ createdAt: first.body.createdAt, updatedAt: first.body.createdAt },
  })
  const same = await company.api.put(RATES, eur('2026-01-02', 7.4604))
  expect([same.status, same.body]).toEqual([200, first.body])
  const other = await company.api.put(RATES, { ...eur('2026-01-02', '7.5'), source: 'Bank' })
  expect(other.status).toBe(200)
  expect(other.body).toMatchObject({ id: first.body.id, rate: '7.5', source: 'Bank' })
  const events = await company.api.get(`/operator/v1/audit/events?resourceId=${first.body.id}`)
  expect(events.body.data).toMatchObject([
    { action: 'exchange_rate.update', before: { rate: '7.4604' }, after: { rate: '7.5' } },
    { action: 'exchange_rate.create' },
  ])
})

test('the list is paginated, newest date first, by page or by cursor', async () => {
  const { api } = await server.company()
  for (const day of ['05', '01', '03']) await api.put(RATES, eur(`2026-02-${day}`))
  for (const day of ['03', '04'])
    await api.put(RATES, { ...eur(`2026-02-${day}`), currency: 'USD' })
  const shown = ({ body }: { body: { data: { date: string; currency: string }[] } }) =>
    body.data.map(({ date, currency }) => `${date.slice(8)} ${currency}`)
  const all = await api.get(RATES)
  expect(shown(all)).toEqual(['05 EUR', '04 USD', '03 USD', '03 EUR', '01 EUR'])
  expect(all.body).toMatchObject({ total: 5, page: 1, limit: 25, totalPages: 1, nextCursor: null })
  expect(shown(await api.get(`${RATES}?page=2&limit=2`))).toEqual(['03 USD', '03 EUR'])
  expect(shown(await api.get(`${RATES}?currency=usd`))).toEqual(['04 USD', '03 USD'])
  expect(shown(await api.get(`${RATES}?from=2026-02-03&to=2026-02-04&sortOrder=asc`))).toEqual([
    ...['03 EUR', '03 USD', '04 USD'],
  ])
  for (const [sort, expected] of [
    ['sortBy=date', ['05 EUR', '04 USD', '03 USD', '03 EUR', '01 EUR']],
    ['sortBy=createdAt&sortOrder=asc', ['05 EUR', '01 EUR', '03 EUR', '03 USD', '04 USD']],
  ] as const) {
    const found: string[] = []
    for (let cursor = ''; ; ) {
      const page = await api.get(`${RATES}?limit=2&${sort}${cursor}`)
      found.push(...shown(page))
      if (page.body.nextCursor === null) break
      cursor = `&cursor=${page.body.nextCursor}`
    }
    expect(found).toEqual(expected)
  }
})

test.each([
  ['currency=XYZ', 'currency', 'isISO4217CurrencyCode'],
  ['from=2026-13-01', 'from', 'isDateString'],
  ['limit=101', 'limit', 'max'],
  ['page=0', 'page', 'min'],
  ['sortBy=rate', 'sortBy', 'isEnum'],
  ['cursor=abc', 'cursor', 'matches'],
  ['foo=1', 'foo', 'whitelistValidation'],
])('a bad query is refused: %s', async (query, property, rule) => {
  const answer = await company.api.get(`${RATES}?${query}`)
  expect(answer.status).toBe(400)
  expect(answer.body.details.validationErrors).toEqual([
    { property, constraints: { [rule]: expect.any(String) } },
  ])
})

test.each([
  [{ currency: 'EURO' }, 'currency', 'isISO4217CurrencyCode'],
  [{ date: '2026-02-30' }, 'date', 'isDateString'],
  [{ rate: 0 }, 'rate', 'isPositive'],
  [{ rate: '1.12345678901' }, 'rate', 'isDecimal'],
  [{ rate: '10000000000' }, 'rate', 'max'],
  [{ source: ' ' }, 'source', 'isNotEmpty'],
  [{ source: 'x'.repeat(101) }, 'source', 'maxLength'],
  [{ foo: 1 }, 'foo', 'whitelistValidation'],
])('a bad rate is refused: %j', async (fields, property, rule) => {
  const answer = await company.api.put(RATES, { ...eur('2026-01-02'), ...fields })
  expect(answer.status).toBe(400)
  expect(answer.body.details.validationErrors).toEqual([
    { property, constraints: { [rule]: expect.any(String) } },
  ])
})

test('the base currency has no rate', async () => {
  const answer = await company.api.put(RATES, { ...eur('2026-01-02'), currency: 'DKK' })
  expect([answer.status, answer.body.code]).toEqual([400, 'EXCHANGE_RATE_BASE_CURRENCY'])
})

test('a rate can be deleted by its own company only', async () => {
  const other = await server.company()
  const { body } = await company.api.put(RATES, eur('2026-03-01'))
  for (const [api, id] of [
    [other.api, body.id],
    [company.api, UNKNOWN],
  ]) {
    const answer = await api.delete(`${RATES}/${id}`)
    expect([answer.status, answer.body.code]).toEqual([404, 'EXCHANGE_RATE_NOT_FOUND'])
  }
  expect((await company.api.delete(`${RATES}/${body.id}`)).status).toBe(204)
  expect((await company.api.delete(`${RATES}/${body.id}`)).status).toBe(404)
})

test('who may not: no key 401, wrong scope 403', async () => {
  const wrong = await server.key(company, ['company-read'])
  for (const [method, path] of [
    ['GET', RATES],
    ['PUT', RATES],
    ['DELETE', `${RATES}/${UNKNOWN}`],
  ] as const) {
    const anonymous = await company.api.send(method, path, undefined, {
      headers: { 'x-api-key': '' },
    })
    expect(anonymous.status).toBe(401)
    expect((await wrong.send(method, path, undefined, {})).status).toBe(403)
  }
})

test('parallel calls for one day make one rate', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => company.api.put(RATES, eur('2026-04-01', 7 + index))),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201])
  const { body } = await company.api.get(`${RATES}?from=2026-04-01&to=2026-04-01`)
  expect(body.total).toBe(1)
})
