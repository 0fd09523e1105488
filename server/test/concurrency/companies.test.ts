import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../harness/app.ts'
import { booksOf } from '../harness/books.ts'
import { proveBooks } from '../properties/proof.ts'
import { type Processes, tally, twoProcesses } from './two-processes.ts'

const COMPANIES = 6
const CLIENTS = 6
const ROUNDS = 6

let server: TestApp
let processes: Processes

beforeAll(async () => {
  server = await testApp()
  processes = await twoProcesses(server)
})
afterAll(async () => {
  await processes.stop()
  await server.close()
})

async function companyOf(index: number) {
  const made = await server.company({ currency: index % 2 === 0 ? 'DKK' : 'EUR' })
  const books = await booksOf(server, made)
  const other = processes.client(index, made.api.key)
  return { ...made, books, other, name: `firm-${index}` }
}

test('companies that post at the same moment never see each other', async () => {
  const companies = await Promise.all(
    Array.from({ length: COMPANIES }, (_, index) => companyOf(index)),
  )
  const posts = companies.flatMap(({ api, books, name }, place) => {
    const neighbour = companies[(place + 1) % COMPANIES]
    if (neighbour === undefined) throw new Error('there is no other company')
    return Array.from({ length: CLIENTS }, async (_, number) => {
      const client = processes.client(number, api.key)
      const answers = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const kind = (number + round) % 4
        const entry = {
          ...{ entryType: 'CUSTOMER_INVOICE', date: '2026-03-01', originalAmount: 12.5 },
          lines: [books.line('C 1010 12.50 U25')],
          // What is another company's does not exist, also when both share a transaction.
          customerId: (kind === 1 ? neighbour.books : books).customerId,
          ...{ reference: name, externalSystemId: 'same everywhere' },
        }
        if (kind === 2) entry.lines = [neighbour.books.line('C 1010 12.50')]
        answers.push(await client.post('/v2/journal-entries', entry, `${number}-${round}`))
      }
      return answers
    })
  })
  const answers = (await Promise.all(posts)).flat()
  expect(Object.keys(tally(answers)).sort()).toEqual([
    ...['201', '404 CUSTOMER_NOT_FOUND', '404 LEDGER_NOT_FOUND'],
  ])
  const ids = new Set<string>()
  for (const { api, other, name, books } of companies) {
    const entries = await proveBooks(other)
    expect(entries.map(({ reference }) => reference)).toEqual(entries.map(() => name))
    expect(entries.every(({ customerId }) => customerId === books.customerId)).toBe(true)
    const events = (await api.get('/operator/v1/audit/events?action=journal_entry.post')).body
    expect(events.total).toBe(entries.length)
    for (const { id } of entries) ids.add(id)
    const foreign = [...ids].filter((id) => !entries.some((entry) => entry.id === id))
    for (const id of foreign.slice(0, 2)) {
      expect((await other.get(`/v1/journal-entries/${id}`)).status).toBe(404)
    }
  }
  expect(ids.size).toBe(answers.filter(({ status }) => status === 201).length)
}, 60_000)

test('one Idempotency-Key in two companies is two keys', async () => {
  const pair = await Promise.all([companyOf(0), companyOf(2)])
  const answers = await Promise.all(
    pair.map(({ other, books }) => {
      const lines = [books.line('D 6480 1'), books.line('C 1010 1')]
      const entry = { entryType: 'JOURNAL_ENTRY', date: '2026-03-01', lines }
      return other.post('/v2/journal-entries', entry, 'the-same')
    }),
  )
  expect(tally(answers)).toEqual({ 201: 2 })
  for (const { other } of pair) expect(await proveBooks(other)).toHaveLength(1)
}, 30_000)
