import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { bodyOf, randomEntry } from './arbitrary-entries.ts'
import { proveBooks, type ShownEntry } from './proof.ts'

let server: TestApp

beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

const RUNS = 120

const sum = (entry: ShownEntry, field: 'debit' | 'credit') =>
  entry.lines.reduce((total, line) => total + (line[field] ?? 0), 0)

test.each(['DKK', 'JPY', 'KWD'])(
  'random valid entries balance in their currency and in %s, and the books are proved by the API alone',
  async (base) => {
    const company: TestCompany = await server.company({ currency: base })
    const books: Books = await booksOf(server, company)
    let posted = 0
    const everyEntryIsPosted = fc.asyncProperty(randomEntry, async (entry) => {
      const body = bodyOf(entry, books, base)
      const answer = await company.api.post('/v2/journal-entries', body)
      expect([answer.status, answer.body.code, answer.body.details]).toEqual([
        ...[201, undefined, undefined],
      ])
      posted += 1
      const isRounded = answer.body.lines.some(
        ({ lineKind }: { lineKind: string }) => lineKind === 'ROUNDING',
      )
      if (entry.currency === base) expect(isRounded).toBe(false)
      expect(sum(answer.body, 'debit')).toBeCloseTo(sum(answer.body, 'credit'), 3)
      expect((await company.api.get(`/v1/journal-entries/${answer.body.id}`)).body).toEqual(
        answer.body,
      )
    })
    await fc.assert(everyEntryIsPosted, { numRuns: RUNS, interruptAfterTimeLimit: 15_000 })
    expect(await proveBooks(company.api)).toHaveLength(posted)
  },
)

test('a reversal cancels its entry on every account, in both currencies', async () => {
  const company = await server.company()
  const books = await booksOf(server, company)
  const everyReversalCancels = fc.asyncProperty(randomEntry, async (entry) => {
    const body = bodyOf(entry, books, 'DKK')
    const { id } = (await company.api.post('/v2/journal-entries', body)).body
    const reversal = await company.api.post(`/v1/journal-entries/${id}/reverse`)
    expect(reversal.status).toBe(200)
    const original = (await company.api.get(`/v1/journal-entries/${id}`)).body
    expect(original.reversedById).toBe(reversal.body.id)
    const mirrored = original.lines.map((line: ShownEntry['lines'][number]) => ({
      ...line,
      ...{ debit: line.credit, credit: line.debit },
      ...{ baseDebit: line.baseCredit, baseCredit: line.baseDebit },
      ...{ hours: line.hours === null ? null : 0 - line.hours, generated: true },
      id: expect.any(String),
    }))
    expect(reversal.body.lines).toEqual(mirrored)
  })
  await fc.assert(everyReversalCancels, { numRuns: 30, interruptAfterTimeLimit: 15_000 })
  await proveBooks(company.api)
  const { rows } = (await company.api.get('/operator/v1/reports/trial-balance?from=2000-01-01'))
    .body
  const moved = rows.filter(({ closingBalance }: { closingBalance: unknown }) => closingBalance)
  expect(moved).toEqual([])
})
