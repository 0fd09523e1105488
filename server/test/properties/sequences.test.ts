import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type Response, type TestApp, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { bodyOf, type RandomEntry, randomEntry } from './arbitrary-entries.ts'
import { proveBooks } from './proof.ts'

const YEAR = new Date().getUTCFullYear()
const ENTRIES = '/v1/journal-entries'
const DRAFTS = '/v2/draft-journal-entries'

let server: TestApp

beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

/** The books under test and what is known of them by the answers alone. */
interface World {
  readonly api: Client
  readonly books: Books
  /** Ids of acknowledged entries, in order. */
  readonly entries: string[]
  readonly drafts: string[]
}

type Step = (world: World) => Promise<Response>

const body = (entry: RandomEntry, { books }: World) => bodyOf(entry, books, 'DKK')

function pick(ids: readonly string[], index: number): string {
  return ids[index % Math.max(ids.length, 1)] ?? '01890000-0000-7000-8000-000000000000'
}

const single: fc.Arbitrary<Step> = randomEntry.map(
  (entry) => (world) => world.api.post('/v2/journal-entries', body(entry, world)),
)

const batch: fc.Arbitrary<Step> = fc
  .tuple(fc.array(randomEntry, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([entries, isBroken]) => (world) => {
    const sent: object[] = entries.map((entry) => body(entry, world))
    if (isBroken) sent.push({ ...sent[0], date: '1999-12-31' })
    return world.api.post('/v2/journal-entries/batch', { entries: sent })
  })

const refused: fc.Arbitrary<Step> = fc
  .constantFrom<readonly string[]>(
    ...[
      ['D 6480 1', 'C 6486 2'],
      ['D 6480 1', 'C 1000 1'],
      ['D 6480 1', 'C 6190 1'],
      ['D 6480 0.001', 'C 6486 1'],
    ],
  )
  .map(
    (lines) =>
      ({ books }) =>
        books.post('JOURNAL_ENTRY', lines),
  )

const repeated: fc.Arbitrary<Step> = fc
  .tuple(randomEntry, fc.uuid())
  .map(([entry, key]) => async (world) => {
    const send = () =>
      world.api.post('/v2/journal-entries', body(entry, world), { idempotencyKey: key })
    const [first, again] = [await send(), await send()]
    expect(again.body).toEqual(first.body)
    return first
  })

const draft: fc.Arbitrary<Step> = fc
  .tuple(randomEntry, fc.constantFrom({}, {}, { date: null }, { date: '1999-01-01' }))
  .map(
    ([entry, flaw]) =>
      (world) =>
        world.api.post(DRAFTS, { ...body(entry, world), ...flaw }),
  )

const index = fc.nat({ max: 40 })

const book: fc.Arbitrary<Step> = index.map(
  (at) => (world) => world.api.post(`${DRAFTS}/${pick(world.drafts, at)}/book`),
)

const discard: fc.Arbitrary<Step> = index.map(
  (at) => (world) => world.api.delete(`${DRAFTS}/${pick(world.drafts, at)}`),
)

const reversal: fc.Arbitrary<Step> = fc
  .tuple(index, fc.constantFrom({}, { date: `${YEAR}-12-01` }, { date: '1999-01-01' }))
  .map(
    ([at, terms]) =>
      (world) =>
        world.api.post(`${ENTRIES}/${pick(world.entries, at)}/reverse`, terms),
  )

const reversals: fc.Arbitrary<Step> = fc
  .array(index, { minLength: 1, maxLength: 3 })
  .map((places) => (world) => {
    const ids = [...new Set(places.map((at) => pick(world.entries, at)))]
    return world.api.post(`${ENTRIES}/reverse`, { ids })
  })

const correction: fc.Arbitrary<Step> = index.map(
  (at) => (world) =>
    world.api.patch(`${ENTRIES}/${pick(world.entries, at)}`, { reference: `R${at}` }),
)

const lock: fc.Arbitrary<Step> = fc
  .integer({ min: 1, max: 6 })
  .map(
    (month) => (world) =>
      world.api.post('/operator/v1/periods/lock', { through: `${YEAR - 1}-0${month}-28` }),
  )

const step = fc.oneof(
  { arbitrary: single, weight: 4 },
  ...[batch, refused, repeated, draft, draft, book, book, discard].map((arbitrary) => ({
    ...{ arbitrary, weight: 2 },
  })),
  { arbitrary: reversal, weight: 3 },
  ...[reversals, correction, lock].map((arbitrary) => ({ arbitrary, weight: 1 })),
)

/** Takes a step and notes what its answer says has happened; nothing may ever be a 5xx. */
async function take(world: World, act: Step): Promise<void> {
  const { status, body: answer, raw } = await act(world)
  expect(status, raw.toString()).toBeLessThan(500)
  if (status >= 300 || answer === undefined) return
  for (const made of answer.entries ?? [answer]) {
    if (made.chainPosition !== undefined && !world.entries.includes(made.id)) {
      world.entries.push(made.id)
    } else if (made.status === 'draft') world.drafts.push(made.id)
  }
}

test('any sequence of posts, drafts, bookings, reversals and refusals leaves books that are proved', async () => {
  const sequencesLeaveProvenBooks = fc.asyncProperty(
    fc.array(step, { minLength: 5, maxLength: 40 }),
    async (steps) => {
      const company = await server.company()
      const books = await booksOf(server, company)
      const world: World = { api: company.api, books, entries: [], drafts: [] }
      for (const act of steps) await take(world, act)
      const entries = await proveBooks(company.api)
      expect(entries.map(({ id }) => id)).toEqual(world.entries)
    },
  )
  await fc.assert(sequencesLeaveProvenBooks, { numRuns: 40, interruptAfterTimeLimit: 15_000 })
  expect(await wrongBalances()).toEqual([])
}, 60_000)

/** Kept balances of any company that are not the sums of its lines, read past the server. */
function wrongBalances(): Promise<Record<string, unknown>[]> {
  return server.query(`
    select * from (
      select company_id, account_id, date, year_end,
        sum(base_amount) filter (where side = 'D') as debit,
        -sum(base_amount) filter (where side = 'C') as credit
      from journal_lines group by 1, 2, 3, 4) line
    full join account_balances kept using (company_id, account_id, date, year_end)
    where (coalesce(line.debit, 0), coalesce(line.credit, 0)) is distinct from (kept.debit, kept.credit)`)
}
