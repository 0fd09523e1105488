import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'

let server: TestApp
let companies: TestCompany[]
let books: Books[]

beforeAll(async () => {
  server = await testApp()
  companies = await Promise.all([server.company(), server.company(), server.company()])
  books = await Promise.all(companies.map((company) => booksOf(server, company)))
  // The first post of a company reads its set-up, the first use of a key is noted.
  for (const own of books) expect((await sale(own)).status).toBe(201)
})
afterAll(() => server.close())

const LINES = ['D 6480 500', 'C 1010 490 U25', 'C 3495 10']

function sale(own: Books, more: object = {}) {
  return own.post('JOURNAL_ENTRY', LINES, more)
}

/** Statements and round trips to the database that some work costs. */
async function cost(work: () => Promise<unknown>) {
  const before = { ...server.db.traffic }
  await work()
  const { statements, flights } = server.db.traffic
  return { statements: statements - before.statements, flights: flights - before.flights }
}

test('a post takes three round trips: who calls, lock, write', async () => {
  const [own] = books
  if (own === undefined) throw new Error('there is no company')
  // Credential; begin and lock; entries with lines and balances, audit, outbox, commit.
  expect(await cost(() => sale(own))).toEqual({ statements: 7, flights: 3 })
})

test('naming a customer costs a statement and no round trip', async () => {
  const [own] = books
  if (own === undefined) throw new Error('there is no company')
  const { customerId } = own
  expect(await cost(() => sale(own, { customerId }))).toEqual({ statements: 8, flights: 3 })
})

test('posts of one company that arrive together share their round trips', async () => {
  const [own] = books
  if (own === undefined) throw new Error('there is no company')
  const together = await cost(() => Promise.all(Array.from({ length: 20 }, () => sale(own))))
  expect(together.flights).toBeLessThanOrEqual(8)
})

test('posts of several companies that arrive together share one transaction', async () => {
  const together = await cost(() => Promise.all(books.map((own) => sale(own))))
  expect(together).toEqual({ statements: 7, flights: 3 })
})
