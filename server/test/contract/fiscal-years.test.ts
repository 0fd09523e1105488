import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type Response, type TestApp, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'

const YEARS = '/operator/v1/fiscal-years'
const UNKNOWN = '01920000-0000-7000-8000-00000000dead'
const THIS_YEAR = new Date().getUTCFullYear()
const LAST_YEAR = THIS_YEAR - 1

let server: TestApp

beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

interface Year {
  readonly id: string
  readonly name: string
  readonly status: string
}

async function newBooks(): Promise<{ api: Client; books: Books }> {
  const company = await server.company()
  return { api: company.api, books: await booksOf(server, company) }
}

async function years(api: Client): Promise<Year[]> {
  return (await api.get(YEARS)).body
}

async function idOf(api: Client, name: number): Promise<string> {
  return (await years(api)).find((year) => year.name === String(name))?.id ?? UNKNOWN
}

async function close(api: Client, name: number): Promise<Response> {
  return api.post(`${YEARS}/${await idOf(api, name)}/close`, {})
}

/** Example 12 of the contract: sales 100000.00, costs 63250.50. */
async function postExample({ post }: Books, year = LAST_YEAR): Promise<void> {
  const answers = [
    await post('JOURNAL_ENTRY', ['D 6480 100000', 'C 1010 100000'], { date: `${year}-03-01` }),
    await post('JOURNAL_ENTRY', ['D 2510 63250.50', 'C 6480 63250.50'], { date: `${year}-12-31` }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
}

test('the list has every year with its numbers, oldest first', async () => {
  const { api, books } = await newBooks()
  await postExample(books)
  expect(await years(api)).toEqual([
    {
      ...{ id: expect.any(String), name: String(LAST_YEAR), status: 'open' },
      ...{ startDate: `${LAST_YEAR}-01-01`, endDate: `${LAST_YEAR}-12-31` },
      ...{ entryCount: 2, nextEntryNumber: 3, closedAt: null, closingEntryId: null },
    },
    expect.objectContaining({ name: String(THIS_YEAR), entryCount: 0, nextEntryNumber: 1 }),
  ])
})

test('a year is made beside those there are', async () => {
  const { api } = await newBooks()
  const span = { startDate: `${THIS_YEAR + 1}-01-01`, endDate: `${THIS_YEAR + 2}-06-30` }
  const made = await api.post(YEARS, span)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ ...span, name: `${THIS_YEAR + 1}/${THIS_YEAR + 2}` })
  const before = { startDate: `${LAST_YEAR}-07-01`, endDate: `${LAST_YEAR}-12-31`, name: 'Kort' }
  expect((await api.post(YEARS, before)).body).toMatchObject(before)
  const events = await api.get(`/operator/v1/audit/events?resourceId=${made.body.id}`)
  expect(events.body.data).toMatchObject([{ action: 'fiscal_year.create' }])
  for (const refused of [span, { startDate: '2000-01-01', endDate: '2000-12-31' }]) {
    const answer = await api.post(YEARS, refused)
    expect([answer.status, answer.body.code]).toEqual([400, 'FISCAL_YEAR_INVALID'])
  }
  const invalid = await api.post(YEARS, { startDate: '2027-02-29', foo: 1 })
  const broken = invalid.body.details.validationErrors
  expect(broken.map(({ property }: { property: string }) => property).sort()).toEqual([
    ...['endDate', 'foo', 'startDate'],
  ])
})

test('example 12: closing a year moves its result to retained earnings', async () => {
  const { api, books } = await newBooks()
  await postExample(books)
  const closed = await close(api, LAST_YEAR)
  expect(closed.status, JSON.stringify(closed.body)).toBe(200)
  const { fiscalYear, closingEntry, result } = closed.body
  expect(result).toBe(36749.5)
  expect(books.shown(closingEntry)).toEqual([
    'D 1010 100000.00',
    'C 2510 63250.50',
    'C 6940 36749.50',
  ])
  expect(closingEntry).toMatchObject({
    ...{ entryType: 'JOURNAL_ENTRY', source: 'year_end', date: `${LAST_YEAR}-12-31` },
    ...{ entryNumber: 3, fiscalYearId: fiscalYear.id, amount: 100000 },
  })
  expect(fiscalYear).toMatchObject({
    ...{ status: 'closed', closingEntryId: closingEntry.id, entryCount: 3 },
    closedAt: expect.any(String),
  })
  expect((await api.get(`/v1/journal-entries/${closingEntry.id}`)).body).toEqual(closingEntry)
  const late = await books.post('JOURNAL_ENTRY', ['D 6480 1', 'C 1010 1'], {
    date: `${LAST_YEAR}-12-31`,
  })
  expect(late.body).toMatchObject({
    code: 'PERIOD_LOCKED',
    details: { date: `${LAST_YEAR}-12-31`, lockedThrough: null, reason: 'fiscal_year_closed' },
  })
  const reversal = await api.post(`/v1/journal-entries/${closingEntry.id}/reverse`, {})
  expect(reversal.body.code).toBe('JOURNAL_ENTRY_NOT_REVERSIBLE')
})

test('a year without movement closes without an entry, one that breaks even without 6940', async () => {
  const { api, books } = await newBooks()
  await books.post('JOURNAL_ENTRY', ['D 6480 5', 'C 6486 5'], { date: `${LAST_YEAR - 1}-01-01` })
  const empty = await close(api, LAST_YEAR - 1)
  expect(empty.body).toMatchObject({ closingEntry: null, result: 0 })
  expect(empty.body.fiscalYear).toMatchObject({ status: 'closed', closingEntryId: null })
  const lines = ['D 2510 70', 'C 1010 70']
  await books.post('JOURNAL_ENTRY', lines, { date: `${LAST_YEAR}-05-01` })
  const even = await close(api, LAST_YEAR)
  expect(books.shown(even.body.closingEntry)).toEqual(['D 1010 70.00', 'C 2510 70.00'])
  expect(even.body.result).toBe(0)
})

test('years close in order, when they have ended, once: told in this order', async () => {
  const { api, books } = await newBooks()
  await postExample(books)
  expect((await close(api, THIS_YEAR)).body).toMatchObject({
    code: 'FISCAL_YEAR_EARLIER_OPEN',
    details: { fiscalYear: String(LAST_YEAR) },
  })
  expect((await close(api, LAST_YEAR)).status).toBe(200)
  expect((await close(api, THIS_YEAR)).body.code).toBe('FISCAL_YEAR_NOT_ENDED')
  expect((await close(api, LAST_YEAR)).body.code).toBe('FISCAL_YEAR_CLOSED')
  const before = { startDate: `${LAST_YEAR - 1}-01-01`, endDate: `${LAST_YEAR - 1}-12-31` }
  expect((await api.post(YEARS, before)).body.code).toBe('FISCAL_YEAR_INVALID')
})

test('without an account for retained earnings no year closes', async () => {
  const { api, books } = await newBooks()
  await postExample(books)
  await api.patch(`/operator/v1/accounts/${books.account(6940)}`, { systemRole: null })
  expect((await close(api, LAST_YEAR)).body).toMatchObject({
    code: 'SYSTEM_ACCOUNT_MISSING',
    details: { systemRole: 'RETAINED_EARNINGS' },
  })
})

test('reopening reverses the closing entry on its date; the year can close again', async () => {
  const { api, books } = await newBooks()
  await postExample(books)
  const { closingEntry } = (await close(api, LAST_YEAR)).body
  const path = `${YEARS}/${await idOf(api, LAST_YEAR)}/reopen`
  const short = await api.post(path, { reason: 'x' })
  expect(short.body.details.validationErrors).toEqual([
    { property: 'reason', constraints: { minLength: expect.any(String) } },
  ])
  const reopened = await api.post(path, { reason: 'Glemt bilag' })
  expect(reopened.status, JSON.stringify(reopened.body)).toBe(200)
  const { fiscalYear, reversalEntry } = reopened.body
  expect(fiscalYear).toMatchObject({ status: 'open', closedAt: null, closingEntryId: null })
  expect(reversalEntry).toMatchObject({
    ...{ source: 'year_end', date: `${LAST_YEAR}-12-31`, reversalOfId: closingEntry.id },
    entryNumber: 4,
  })
  expect(books.shown(reversalEntry)).toEqual([
    'C 1010 100000.00',
    'D 2510 63250.50',
    'D 6940 36749.50',
  ])
  const original = await api.get(`/v1/journal-entries/${closingEntry.id}`)
  expect(original.body.reversedById).toBe(reversalEntry.id)
  const [event] = (await api.get('/operator/v1/audit/events?action=fiscal_year.reopen')).body.data
  expect(event).toMatchObject({ resourceId: fiscalYear.id, after: { reason: 'Glemt bilag' } })
  const late = { date: `${LAST_YEAR}-12-31` }
  await books.post('JOURNAL_ENTRY', ['D 6480 0.50', 'C 1010 0.50'], late)
  const again = await close(api, LAST_YEAR)
  expect(again.body.result).toBe(36750)
  expect(books.shown(again.body.closingEntry)[2]).toBe('C 6940 36750.00')
})

test('only the latest closed year reopens', async () => {
  const { api, books } = await newBooks()
  await postExample(books, LAST_YEAR - 1)
  await close(api, LAST_YEAR - 1)
  await close(api, LAST_YEAR)
  const reopen = async (name: number) =>
    api.post(`${YEARS}/${await idOf(api, name)}/reopen`, { reason: 'Rettelse' })
  for (const name of [LAST_YEAR - 1, THIS_YEAR]) {
    const answer = await reopen(name)
    expect([answer.status, answer.body.code]).toEqual([400, 'FISCAL_YEAR_NOT_REOPENABLE'])
  }
  expect((await reopen(LAST_YEAR)).body).toMatchObject({ reversalEntry: null })
  expect((await reopen(LAST_YEAR - 1)).status).toBe(200)
})

test('of parallel closes one wins, and so of parallel reopenings', async () => {
  const { api, books } = await newBooks()
  await postExample(books)
  const id = await idOf(api, LAST_YEAR)
  const outcomes = async (path: string, body: object) =>
    (await Promise.all(Array.from({ length: 4 }, () => api.post(`${YEARS}/${id}/${path}`, body))))
      .map(({ status, body: answer }) => answer.code ?? status)
      .sort()
  expect(await outcomes('close', {})).toEqual([200, ...Array(3).fill('FISCAL_YEAR_CLOSED')])
  expect(await outcomes('reopen', { reason: 'Rettelse' })).toEqual([
    ...[200, ...Array(3).fill('FISCAL_YEAR_NOT_REOPENABLE')],
  ])
  const { body } = await api.get(YEARS)
  expect(body[0]).toMatchObject({ entryCount: 4, status: 'open' })
})

test('closing and posting at once leave nothing behind in a closed year', async () => {
  const { api, books } = await newBooks()
  await postExample(books)
  const date = `${LAST_YEAR}-06-30`
  const post = () => books.post('JOURNAL_ENTRY', ['D 6480 1', 'C 1010 1'], { date })
  const [closed, ...posted] = await Promise.all([
    close(api, LAST_YEAR),
    ...Array.from({ length: 12 }, post),
  ])
  const late = posted.filter(({ status }) => status === 201).length
  expect(closed.status).toBe(200)
  expect(closed.body.result).toBe(36749.5 + late)
})

test('who may not: no key 401, wrong scope 403, another company 404', async () => {
  const company = await server.company()
  const other = await server.company()
  const wrong = await server.key(company, ['company-read'])
  const theirs = await idOf(other.api, THIS_YEAR)
  for (const [method, path, body] of [
    ['GET', YEARS, undefined],
    ['POST', YEARS, {}],
    ['POST', `${YEARS}/${theirs}/close`, {}],
    ['POST', `${YEARS}/${theirs}/reopen`, { reason: 'Rettelse' }],
  ] as const) {
    const anonymous = await wrong.send(method, path, body, { headers: { 'x-api-key': '' } })
    expect([anonymous.status, (await wrong.send(method, path, body, {})).status]).toEqual([
      401, 403,
    ])
    if (!path.includes(theirs)) continue
    const foreign = await company.api.send(method, path, body, {})
    expect([foreign.status, foreign.body.code]).toEqual([404, 'FISCAL_YEAR_NOT_FOUND'])
  }
})
