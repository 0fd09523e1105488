import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { made } from './answers.ts'

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
  expect((await books.post('JOURNAL_ENTRY', ['D 2450 100.00', 'C 6480 100.00'])).status).toBe(201)
})
afterAll(() => server.close())

const PATH = '/v2/draft-journal-entries'
const YEAR = new Date().getUTCFullYear()

type Step =
  | { readonly kind: 'create' | 'change'; readonly amount: number; readonly isWhole: boolean }
  | { readonly kind: 'delete' }
  | { readonly kind: 'book' }

const amount = fc.integer({ min: 1, max: 99_999_999 }).map((cents) => cents / 100)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('create', 'change'), amount, isWhole: fc.boolean() }),
  fc.constantFrom({ kind: 'delete' as const }, { kind: 'book' as const }),
)

/** Everything that reports are made of, as far as time does not change it. */
async function reported(): Promise<unknown> {
  const year = `from=${YEAR}-01-01&to=${YEAR}-12-31`
  const [{ rows, totals }, proof] = await Promise.all([
    made(company.api.get(`/operator/v1/reports/trial-balance?${year}`)),
    made(company.api.get('/operator/v1/audit/verify')),
  ])
  expect(proof).toMatchObject({ ok: true, headHash: expect.any(String) })
  return { rows, totals, proof }
}

function content(value: number, isWhole: boolean): object {
  const line = books.line(`D 2450 ${value}`)
  const lines = isWhole ? [line, books.line(`C 6480 ${value}`)] : [line]
  return { date: `${YEAR}-01-20`, lines }
}

test('drafts change no number of any report until they are booked, and then once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      let before = await reported()
      const open: { readonly id: string; isWhole: boolean }[] = []
      for (const each of steps) {
        const draft = open.at(-1)
        if (each.kind === 'create') {
          const { id } = await made(company.api.post(PATH, content(each.amount, each.isWhole)))
          open.push({ id, isWhole: each.isWhole })
        } else if (draft === undefined) continue
        else if (each.kind === 'change') {
          await made(company.api.patch(`${PATH}/${draft.id}`, content(each.amount, each.isWhole)))
          draft.isWhole = each.isWhole
        } else if (each.kind === 'delete') {
          expect((await company.api.delete(`${PATH}/${draft.id}`)).status).toBe(204)
          open.pop()
        } else {
          const { status } = await company.api.post(`${PATH}/${draft.id}/book`)
          expect(status).toBe(draft.isWhole ? 200 : 400)
          if (!draft.isWhole) continue
          const after = await reported()
          expect(after).not.toEqual(before)
          before = after
          open.pop()
        }
        expect(await reported()).toEqual(before)
      }
    }),
    { numRuns: 15 },
  )
}, 120_000)
