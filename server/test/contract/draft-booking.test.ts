import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
})
afterAll(() => server.close())

const V1 = '/v1/draft-journal-entries'
const V2 = '/v2/draft-journal-entries'
const UNKNOWN = '01920000-0000-7000-8000-000000000001'
const DATE = `${new Date().getUTCFullYear()}-01-15`
const TEXT = { fileName: 'a.txt', mimeType: 'text/plain', content: 'YQ==' }

const draft = (body: object, path = V2) => made(company.api.post(path, body))
const balanced = () => ({
  date: DATE,
  lines: [books.line('D 2450 10.00'), books.line('C 6480 10.00')],
})
const invoice = () => ({
  entryType: 'CUSTOMER_INVOICE',
  date: DATE,
  customerId: books.customerId,
  originalAmount: 1250,
  lines: [books.line('C 1010 1250.00 U25')],
})

async function actions(id: string): Promise<string[]> {
  const { data } = await made(company.api.get(`/operator/v1/audit/events?resourceId=${id}`))
  return data.map((event: { action: string }) => event.action)
}

describe('booking', () => {
  test('posts one entry, moves the files to it, and ends the draft', async () => {
    const { id } = await draft({ ...invoice(), attachments: [TEXT] })
    const entry = await made(company.api.post(`${V2}/${id}/book`))
    expect(books.shown(entry)).toEqual(['C 1010 1000.00', 'V C 7680 250.00', 'K D 6190 1250.00'])
    expect(entry).toMatchObject({ source: 'draft', sourceId: id, attachmentCount: 1 })
    const files = await made(company.api.get(`/v1/journal-entries/${entry.id}/attachments`))
    expect(files).toMatchObject([{ fileName: 'a.txt' }])
    const booked = await made(company.api.get(`${V2}/${id}`))
    expect(booked).toMatchObject({
      ...{ status: 'booked', journalEntryId: entry.id, isBookable: false },
      problems: [{ code: 'DRAFT_ALREADY_BOOKED' }],
      attachments: [{ fileName: 'a.txt' }],
    })
    expect(await actions(id)).toEqual(['draft_journal_entry.book', 'draft_journal_entry.create'])
    for (const call of [
      company.api.post(`${V1}/${id}/book`),
      company.api.patch(`${V2}/${id}`, {}),
      company.api.delete(`${V2}/${id}`),
    ]) {
      const details = await expectRefusal(call, 400, 'DRAFT_ALREADY_BOOKED')
      expect(details).toEqual({ journalEntryId: entry.id })
    }
    expect((await made(company.api.get(`${V2}?status=booked`))).total).toBe(1)
    expect(await made(company.api.get('/operator/v1/audit/verify'))).toMatchObject({ ok: true })
  })

  test('a v1 draft is booked through v2 with its lines as sent', async () => {
    const lines = [books.line('D 6190 1250'), books.line('C 1010 1250 U25')]
    const { id } = await draft({ ...invoice(), lines }, V1)
    const entry = await made(company.api.post(`${V2}/${id}/book`, {}))
    expect(books.shown(entry)).toEqual(['D 6190 1250.00', 'C 1010 1000.00', 'V C 7680 250.00'])
  })

  test('problems refuse it, the first by its code and all in details', async () => {
    const sent = { ...balanced(), date: '1990-01-01', lines: [books.line('D 2450 10')] }
    const { id, problems } = await draft(sent)
    const details = await expectRefusal(
      company.api.post(`${V2}/${id}/book`),
      ...([400, problems[0].code] as const),
    )
    expect(details.problems).toEqual(problems)
    expect(details).toMatchObject(problems[0].details)
    expect(problems.map((each: { code: string }) => each.code)).toEqual([
      ...['FISCAL_YEAR_NOT_FOUND', 'JOURNAL_NOT_BALANCED'],
    ])
    const incomplete = await draft({})
    const lacking = company.api.post(`${V1}/${incomplete.id}/book`)
    const { property } = await expectRefusal(lacking, 400, 'DRAFT_INCOMPLETE')
    expect(property).toBe('date')
    expect((await made(company.api.get(`${V2}/${id}`))).status).toBe('draft')
  })

  test('of parallel calls exactly one books', async () => {
    const drafts = await Promise.all(Array.from({ length: 4 }, () => draft(balanced())))
    for (const { id } of drafts) {
      const calls = Array.from({ length: 5 }, (_, index) =>
        company.api.post(`${index % 2 === 0 ? V1 : V2}/${id}/book`),
      )
      const [patched, ...answers] = await Promise.all([
        company.api.patch(`${V2}/${id}`, { reference: 'late' }),
        ...calls,
      ])
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400, 400, 400, 400])
      const won = answers.find((answer) => answer.status === 200)
      const codesOfLost = answers.filter((answer) => answer !== won).map(({ body }) => body.code)
      expect(new Set(codesOfLost)).toEqual(new Set(['DRAFT_ALREADY_BOOKED']))
      expect(won?.body.reference === 'late').toBe(patched.status === 200)
    }
  })

  test('a replayed key books once and answers the same', async () => {
    const { id } = await draft(balanced())
    const book = () =>
      company.api.post(`${V2}/${id}/book`, undefined, { idempotencyKey: `b-${id}` })
    const [first, again] = [await book(), await book()]
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.body).toEqual(first.body)
  })
})

describe('who may', () => {
  const one = (path: string) => `${path}/${UNKNOWN}`
  const batches = ['/v1/draft-journal-batches', '/v2/draft-journal-batches']
  const calls = [
    ...[V1, V2].flatMap((path) => [
      ['GET', path, 'read'],
      ['GET', one(path), 'read'],
      ['POST', path, 'write'],
      ['DELETE', one(path), 'write'],
      ['POST', `${one(path)}/book`, 'write'],
    ]),
    ['PATCH', one(V2), 'write'],
    ...batches.map((path) => ['POST', path, 'write']),
  ] as ['GET' | 'POST' | 'PATCH' | 'DELETE', string, 'read' | 'write'][]

  test.each(calls)('%s %s needs a key with the %s scope', async (method, path, scope) => {
    const noKey = await company.api.send(method, path, undefined, { headers: { 'x-api-key': '' } })
    expect([noKey.status, noKey.headers['deprecation']]).toEqual([
      401,
      path.startsWith('/v1') ? 'true' : undefined,
    ])
    const other = scope === 'read' ? 'write' : 'read'
    const scoped = await server.key(company, [`draft-journal-entries-${other}`])
    const refused = await scoped.send(method, path, undefined, {})
    expect(refused.status).toBe(403)
    expect(refused.body.details.requiredScopes).toEqual([`draft-journal-entries-${scope}`])
  })

  test.each(calls.filter(([, path]) => path.includes(UNKNOWN)))(
    "%s %s does not reach another company's draft",
    async (method, path) => {
      const { id } = await draft(balanced())
      const other = await server.company()
      const theirs = other.api.send(method, path.replace(UNKNOWN, id), undefined, {})
      await expectRefusal(theirs, 404, 'DRAFT_JOURNAL_ENTRY_NOT_FOUND')
      const noUuid = company.api.send(method, path.replace(UNKNOWN, 'x'), undefined, {})
      await expectRefusal(noUuid, 400, 'SHARED_VALIDATION_FAILED')
    },
  )

  test("another company's references are unknown", async () => {
    const other = await server.company()
    const { accountId } = books.line('D 2450 1') as { accountId: string }
    await expectRefusal(other.api.post(V2, { lines: [{ accountId }] }), 404, 'LEDGER_NOT_FOUND')
    await expectRefusal(
      other.api.post(V2, { customerId: books.customerId }),
      ...([404, 'CUSTOMER_NOT_FOUND'] as const),
    )
  })
})
