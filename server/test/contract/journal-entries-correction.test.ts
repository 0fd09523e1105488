import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Response, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { booksOf } from '../harness/books.ts'
import { proveBooks } from '../properties/proof.ts'
import { expectRefusal, made } from './answers.ts'

let server: TestApp
let company: TestCompany
let id: string

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  const books = await booksOf(server, company)
  id = (await made(books.post('JOURNAL_ENTRY', ['D 6480 1', 'C 6486 1'], { reference: 'A' }))).id
})
afterAll(async () => {
  await proveBooks(company.api)
  await server.close()
})

const path = () => `/v1/journal-entries/${id}`
const patch = (body: unknown): Promise<Response> => company.api.patch(path(), body)
const events = async () =>
  (await company.api.get('/operator/v1/audit/events?action=journal_entry.update')).body.data

test('reference and external id are changed, kept and cleared; the hash stays', async () => {
  const before = (await company.api.get(path())).body
  const first = (await patch({ reference: 'B', externalSystemId: 'X-1' })).body
  expect(first).toEqual({
    ...{ ...before, reference: 'B', externalSystemId: 'X-1' },
    updatedAt: first.updatedAt,
  })
  expect(first.updatedAt > before.updatedAt).toBe(true)
  expect((await patch({ reference: null })).body).toMatchObject({
    ...{ reference: null, externalSystemId: 'X-1', entryHash: before.entryHash },
  })
  expect((await events())[0]).toMatchObject({
    ...{ resourceId: id, resourceType: 'journal_entry' },
    ...{ before: { reference: 'B' }, after: { reference: null } },
  })
})

test('what changes nothing leaves no event and keeps updatedAt', async () => {
  const before = (await company.api.get(path())).body
  const { length } = await events()
  for (const body of [{}, { reference: before.reference }, { externalSystemId: 'X-1' }]) {
    const { status, body: answer } = await patch(body)
    expect([status, answer]).toEqual([200, before])
  }
  expect(await events()).toHaveLength(length)
})

test.each([
  ['description', { description: 'x' }, 'whitelistValidation'],
  ['date', { date: '2026-01-01' }, 'whitelistValidation'],
  ['lines', { lines: [] }, 'whitelistValidation'],
  ['entryHash', { entryHash: 'x' }, 'whitelistValidation'],
  ['reference', { reference: 7 }, 'isString'],
  ['reference', { reference: 'x'.repeat(256) }, 'maxLength'],
  ['externalSystemId', { externalSystemId: {} }, 'isString'],
])('%s of %o', async (property, body, rule) => {
  const { validationErrors } = await expectRefusal(patch(body), 400, 'SHARED_VALIDATION_FAILED')
  expect(validationErrors).toMatchObject([{ property }])
  expect(Object.keys(validationErrors[0].constraints)).toContain(rule)
})

test('a correction repeated under its Idempotency-Key happens once', async () => {
  const options = { idempotencyKey: 'correct-1' }
  const first = await company.api.patch(path(), { reference: 'C' }, options)
  await patch({ reference: 'D' })
  const again = await company.api.patch(path(), { reference: 'C' }, options)
  expect([again.status, again.body]).toEqual([200, first.body])
  expect((await company.api.get(path())).body.reference).toBe('D')
})
