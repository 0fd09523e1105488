import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { proveBooks } from '../properties/proof.ts'
import {
  type NetAnswer,
  type NetClient,
  type Processes,
  tally,
  twoProcesses,
} from './two-processes.ts'

const POST = '/v2/journal-entries'
const IN_PROGRESS = 'IDEMPOTENCY_IN_PROGRESS'
const YEAR = new Date().getUTCFullYear()

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

/** A company with its books and as many clients of both processes as asked for. */
async function company(count: number) {
  const made: TestCompany = await server.company()
  const books = await booksOf(server, made)
  const clients = Array.from({ length: count }, (_, index) => processes.client(index, made.api.key))
  return { ...made, books, clients }
}

/** Money moves to and fro between two accounts, on one of three days and now and then in another year. */
function transfer({ line }: Books, number: number, credit = 1) {
  const [from, to] = number % 2 === 0 ? ['6480', '6486'] : ['6486', '6480']
  const year = number % 7 === 0 ? YEAR - 1 - (number % 3) : YEAR
  const date = `${year}-03-0${1 + (number % 3)}`
  const lines = [line(`D ${from} 1`), line(`C ${to} ${credit}`)]
  return { entryType: 'JOURNAL_ENTRY', date, lines, reference: String(number) }
}

/** Each client one request after the other, all clients at once. */
async function storm(
  clients: readonly NetClient[],
  times: number,
  request: (client: NetClient, number: number) => Promise<NetAnswer>,
): Promise<NetAnswer[]> {
  const all = clients.map(async (client, index) => {
    const answers: NetAnswer[] = []
    for (let time = 0; time < times; time += 1) {
      answers.push(await request(client, time * clients.length + index))
    }
    return answers
  })
  return (await Promise.all(all)).flat()
}

test('64 clients on two processes over two accounts: every 201 is one row and one number', async () => {
  const { books, clients, api } = await company(64)
  const answers = await storm(clients, 8, (client, number) => {
    if (number % 5 === 0) return client.post(POST, transfer(books, number, 2))
    if (number % 16 !== 1) return client.post(POST, transfer(books, number))
    const entries = [0, 1, 2].map((each) => transfer(books, number + each))
    return client.post(`${POST}/batch`, { entries })
  })
  const counts = tally(answers)
  expect(Object.keys(counts).sort()).toEqual(['201', '400 JOURNAL_NOT_BALANCED'])
  const posted = answers
    .filter(({ status }) => status === 201)
    .flatMap(({ body }) => body.entries ?? [body])
  const entries = await proveBooks(api)
  expect(entries).toHaveLength(posted.length)
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  for (const entry of posted) expect(byId.get(entry.id)).toEqual(entry)
}, 60_000)

test('posting while accounts, periods and drafts change: nobody fails, nothing is lost', async () => {
  const { books, clients, api } = await company(24)
  const account = `/operator/v1/accounts/${books.account(6485)}`
  const changes = async () => {
    for (let time = 0; time < 12; time += 1) {
      await api.patch(account, { name: `Konto ${time}` })
      await api.post('/operator/v1/periods/lock', { through: `${YEAR - 3}-0${1 + (time % 9)}-01` })
    }
  }
  const [answers] = await Promise.all([
    storm(clients, 6, async (client, number) => {
      if (number % 3 !== 0) return client.post(POST, transfer(books, number))
      const draft = await client.post('/v2/draft-journal-entries', transfer(books, number))
      return client.post(`/v2/draft-journal-entries/${draft.body.id}/book`)
    }),
    changes(),
  ])
  const refused = Object.keys(tally(answers)).filter((outcome) => !/^20[01]$/.test(outcome))
  expect(refused.filter((outcome) => outcome !== '400 PERIOD_LOCKED')).toEqual([])
  const succeeded = answers.filter(({ status }) => status < 300)
  expect(await proveBooks(api)).toHaveLength(succeeded.length)
}, 60_000)

test('50 requests with one Idempotency-Key have one effect and, in the end, one answer', async () => {
  const { books, clients, api } = await company(50)
  const answers: NetAnswer[] = []
  let waiting = clients
  for (let round = 0; waiting.length > 0; round += 1) {
    expect(round).toBeLessThan(60)
    const sent = await Promise.all(
      waiting.map((client) => client.post(POST, transfer(books, 1), 'one-key')),
    )
    waiting = waiting.filter((_, index) => sent[index]?.status === 409)
    answers.push(...sent)
  }
  expect(tally(answers.filter(({ status }) => status !== 409))).toEqual({ 201: 50 })
  expect(answers.every(({ status, body }) => status === 201 || body.code === IN_PROGRESS)).toBe(
    true,
  )
  const entries = answers.filter(({ status }) => status === 201)
  expect(new Set(entries.map(({ text }) => text)).size).toBe(1)
  expect(entries.filter(({ isReplay }) => !isReplay)).toHaveLength(1)
  expect(await proveBooks(api)).toHaveLength(1)
}, 30_000)

test('of parallel reversals of one entry one wins', async () => {
  const { books, clients, api } = await company(20)
  const { id } = (await books.post('JOURNAL_ENTRY', ['D 6480 5', 'C 6486 5'])).body
  const answers = await Promise.all(
    clients.map((client, index) =>
      index % 2 === 0
        ? client.post(`/v1/journal-entries/${id}/reverse`)
        : client.post('/v1/journal-entries/reverse', { ids: [id] }),
    ),
  )
  expect(tally(answers)).toEqual({ 200: 1, '400 JOURNAL_ENTRY_ALREADY_REVERSED': 19 })
  expect(await proveBooks(api)).toHaveLength(2)
}, 30_000)

test('batch reversals of the same entries in different orders: all of one, none of the others', async () => {
  const { books, clients, api } = await company(8)
  const entries = Array.from({ length: 6 }, (_, number) => transfer(books, number))
  const posted = (await api.post(`${POST}/batch`, { entries })).body.entries
  const ids: string[] = posted.map(({ id }: { id: string }) => id)
  const answers = await Promise.all(
    clients.map((client, index) => {
      const order = index % 2 === 0 ? ids : ids.toReversed()
      return client.post('/v1/journal-entries/reverse', { ids: order })
    }),
  )
  expect(tally(answers)).toEqual({ 200: 1, '400 JOURNAL_ENTRY_ALREADY_REVERSED': 7 })
  expect(await proveBooks(api)).toHaveLength(12)
}, 30_000)

test('of parallel bookings of one draft one wins', async () => {
  const { books, clients, api } = await company(12)
  const draft = (await api.post('/v2/draft-journal-entries', transfer(books, 1))).body
  const path = `/v2/draft-journal-entries/${draft.id}/book`
  const answers = await Promise.all(clients.map((client) => client.post(path)))
  expect(tally(answers)).toEqual({ 200: 1, '400 DRAFT_ALREADY_BOOKED': 11 })
  expect(await proveBooks(api)).toHaveLength(1)
}, 30_000)
