import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type TestApp, testApp } from '../harness/app.ts'
import { booksOf } from '../harness/books.ts'

const PERIODS = '/operator/v1/periods'
const LOCK = `${PERIODS}/lock`
const UNLOCK = `${PERIODS}/unlock`
const YEAR = new Date().getUTCFullYear()
const REASON = { reason: 'Rettelse' }

let server: TestApp

beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

async function statuses(api: Client): Promise<string> {
  const { periods } = (await api.get(PERIODS)).body
  return periods.map(({ status }: { status: string }) => status[0]).join('')
}

test('periods are the calendar months of every year, locked when the whole month is', async () => {
  const { api } = await server.company()
  await api.post('/operator/v1/fiscal-years', {
    startDate: `${YEAR + 1}-01-01`,
    endDate: `${YEAR + 1}-02-10`,
  })
  const { status, body } = await api.get(PERIODS)
  expect([status, body.lockedThrough, body.periods.length]).toEqual([200, null, 14])
  const fiscalYearId = expect.any(String)
  expect(body.periods[0]).toEqual({
    ...{ from: `${YEAR}-01-01`, to: `${YEAR}-01-31`, fiscalYearId, status: 'open' },
  })
  expect(body.periods[13]).toMatchObject({ from: `${YEAR + 1}-02-01`, to: `${YEAR + 1}-02-10` })
  const locked = await api.post(LOCK, { through: `${YEAR}-03-30` })
  expect([locked.status, locked.body]).toEqual([200, { lockedThrough: `${YEAR}-03-30` }])
  expect(await statuses(api)).toBe('lloooooooooooo')
  await api.post(LOCK, { through: `${YEAR}-03-31` })
  expect(await statuses(api)).toBe('lllooooooooooo')
})

test('nothing is posted on a locked day', async () => {
  const company = await server.company()
  const books = await booksOf(server, company)
  const post = (date: string) => books.post('JOURNAL_ENTRY', ['D 6480 1', 'C 1010 1'], { date })
  await company.api.post(LOCK, { through: `${YEAR}-03-31` })
  const details = { date: `${YEAR}-03-31`, lockedThrough: `${YEAR}-03-31`, reason: 'period_locked' }
  expect((await post(`${YEAR}-03-31`)).body).toMatchObject({ code: 'PERIOD_LOCKED', details })
  expect((await post(`${YEAR}-04-01`)).status).toBe(201)
  await company.api.post(UNLOCK, { from: `${YEAR}-03-31`, ...REASON })
  expect((await post(`${YEAR}-03-31`)).status).toBe(201)
})

test('a lock only moves forward, an unlock back, and both are audited', async () => {
  const { api } = await server.company()
  await api.post(LOCK, { through: `${YEAR}-06-30` })
  expect((await api.post(LOCK, { through: `${YEAR}-06-30` })).status).toBe(200)
  const back = await api.post(LOCK, { through: `${YEAR}-06-29` })
  expect([back.status, back.body.code]).toEqual([400, 'PERIOD_LOCK_BACKWARDS'])
  const open = await api.post(UNLOCK, { from: `${YEAR}-07-01`, ...REASON })
  expect([open.status, open.body.code]).toEqual([400, 'PERIOD_NOT_LOCKED'])
  const some = await api.post(UNLOCK, { from: `${YEAR}-05-01`, ...REASON })
  expect([some.status, some.body]).toEqual([200, { lockedThrough: `${YEAR}-04-30` }])
  const all = await api.post(UNLOCK, { from: `${YEAR}-01-01`, ...REASON })
  expect(all.body).toEqual({ lockedThrough: null })
  const none = await api.post(UNLOCK, { from: `${YEAR}-01-01`, ...REASON })
  expect(none.body.code).toBe('PERIOD_NOT_LOCKED')
  const { data } = (await api.get('/operator/v1/audit/events?resourceType=period')).body
  expect(data).toMatchObject([
    { action: 'period.unlock', after: { lockedThrough: null, reason: 'Rettelse' } },
    { action: 'period.unlock', after: { lockedThrough: `${YEAR}-04-30` } },
    { action: 'period.lock', before: { lockedThrough: null } },
  ])
})

test('a closed year stays closed whatever is unlocked', async () => {
  const company = await server.company()
  const { api } = company
  const books = await booksOf(server, company)
  await books.post('JOURNAL_ENTRY', ['D 6480 1', 'C 1010 1'], { date: `${YEAR - 1}-12-01` })
  const [last] = (await api.get('/operator/v1/fiscal-years')).body
  await api.post(`/operator/v1/fiscal-years/${last.id}/close`, {})
  await api.post(LOCK, { through: `${YEAR}-01-31` })
  expect(await statuses(api)).toBe('cccccccccccclooooooooooo')
  const closed = await api.post(UNLOCK, { from: `${YEAR - 1}-12-31`, ...REASON })
  expect([closed.status, closed.body.code]).toEqual([400, 'FISCAL_YEAR_CLOSED'])
  const unlocked = await api.post(UNLOCK, { from: `${YEAR}-01-01`, ...REASON })
  expect(unlocked.body).toEqual({ lockedThrough: `${YEAR - 1}-12-31` })
})

test.each([
  [LOCK, {}, 'through', 'isNotEmpty'],
  [LOCK, { through: '2026-02-30' }, 'through', 'isDateString'],
  [UNLOCK, { from: '2026-01-01', reason: 'no' }, 'reason', 'minLength'],
  [UNLOCK, { from: '2026-01-01', reason: 'x'.repeat(501) }, 'reason', 'maxLength'],
  [UNLOCK, REASON, 'from', 'isNotEmpty'],
  [UNLOCK, { from: '2026-01-01', ...REASON, foo: 1 }, 'foo', 'whitelistValidation'],
])('a bad body is refused: %s %j', async (path, body, property, rule) => {
  const { api } = await server.company()
  const answer = await api.post(path, body)
  expect(answer.body.details.validationErrors).toEqual([
    { property, constraints: { [rule]: expect.any(String) } },
  ])
})

test('who may not: no key 401, wrong scope 403', async () => {
  const wrong = await server.key(await server.company(), ['company-read'])
  for (const [method, path] of [
    ['GET', PERIODS],
    ['POST', LOCK],
    ['POST', UNLOCK],
  ] as const) {
    const anonymous = await wrong.send(method, path, undefined, { headers: { 'x-api-key': '' } })
    const forbidden = await wrong.send(method, path, undefined, {})
    expect([anonymous.status, forbidden.status]).toEqual([401, 403])
  }
})

test('parallel locks end at the latest day', async () => {
  const { api } = await server.company()
  const months = ['01', '02', '03', '04', '05', '06']
  await Promise.all(months.map((month) => api.post(LOCK, { through: `${YEAR}-${month}-15` })))
  expect((await api.get(PERIODS)).body.lockedThrough).toBe(`${YEAR}-06-15`)
})
