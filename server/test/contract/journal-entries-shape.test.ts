import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'
import { UNKNOWN } from './parties.ts'

const V2 = '/v2/journal-entries'
const PATHS = [V2, '/v1/journal-entries'] as const
const BATCHES = ['/v2/journal-entries/batch', '/v1/journal-batches'] as const

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
})
afterAll(async () => {
  expect((await company.api.get('/v1/journal-entries')).body.total).toBe(0)
  await server.close()
})

const good = (more: object = {}) => ({
  ...{ entryType: 'JOURNAL_ENTRY', date: '2026-01-15' },
  lines: [books.line('D 6480 1'), books.line('C 1010 1')],
  ...more,
})

/** Each failing property with its sentences. */
async function failures(path: string, body: unknown): Promise<Record<string, string[]>> {
  const { validationErrors } = await expectRefusal(
    company.api.post(path, body),
    ...[400, 'SHARED_VALIDATION_FAILED'],
  )
  return Object.fromEntries(
    validationErrors.map(({ property, constraints }: { property: string; constraints: object }) => [
      property,
      Object.values(constraints),
    ]),
  )
}

const TYPES =
  'JOURNAL_ENTRY, SUPPLIER_INVOICE, SUPPLIER_PAYMENT, CUSTOMER_INVOICE, CUSTOMER_PAYMENT'

const line = (more: object) => ({
  lines: [books.line('D 6480 1'), { ...books.line('C 1010 1'), ...more }],
})

describe.each(PATHS)('POST %s', (path) => {
  test('everything that must be there', async () => {
    expect(await failures(path, {})).toEqual({
      date: ['date should not be empty'],
      lines: ['lines should not be empty'],
      entryType: ['entryType should not be empty'],
    })
    expect(await failures(path, good({ lines: [{}, null] }))).toMatchObject({
      'lines.0.accountId': ['accountId should not be empty'],
    })
    expect(await failures(path, good({ lines: [] }))).toEqual({
      lines: ['lines must contain at least 1 elements'],
    })
  })

  test.each<[string, object, string]>([
    [
      'entryType',
      { entryType: 'INVOICE' },
      `entryType must be one of the following values: ${TYPES}`,
    ],
    [
      'journalType',
      { journalType: 'SUPPLIER_PAYMENT' },
      'journalType must be one of the following values: JOURNAL_ENTRY',
    ],
    ['date', { date: '2026-02-30' }, 'date must be a valid ISO 8601 date string'],
    ['date', { date: 20260115 }, 'date must be a valid ISO 8601 date string'],
    ['dueDate', { dueDate: '2026-01-14' }, 'dueDate must not be less than 2026-01-15'],
    ['currency', { currency: 'XYZ' }, 'currency must be a valid ISO4217 currency code'],
    [
      'exchangeRate',
      { currency: 'EUR', exchangeRate: 0 },
      'exchangeRate must be a positive number',
    ],
    [
      'exchangeRate',
      { currency: 'EUR', exchangeRate: '7.12345678901' },
      'exchangeRate is not a valid decimal number.',
    ],
    [
      'description',
      { description: 'x'.repeat(1001) },
      'description must be shorter than or equal to 1000 characters',
    ],
    [
      'reference',
      { reference: 'x'.repeat(256) },
      'reference must be shorter than or equal to 255 characters',
    ],
    ['externalSystemId', { externalSystemId: 7 }, 'externalSystemId must be a string'],
    ['customerId', { customerId: 'x' }, 'customerId must be a UUID'],
    ['vendorId', { vendorId: 1 }, 'vendorId must be a UUID'],
    ['journalCategoryId', { journalCategoryId: 'x' }, 'journalCategoryId must be a UUID'],
    ['tagIds', { tagIds: Array(21).fill(UNKNOWN) }, 'tagIds must contain no more than 20 elements'],
    ['tagIds', { tagIds: ['x'] }, 'each value in tagIds must be a UUID'],
    ['lines', { lines: {} }, 'lines must be an array'],
    ['foo', { foo: 1 }, 'property foo should not exist'],
    ['entryNumber', { entryNumber: 1 }, 'property entryNumber should not exist'],
  ])('%s of the entry: %o', async (property, more, sentence) => {
    const found = await failures(path, good(more))
    expect(Object.keys(found)).toEqual([property])
    expect(found[property]).toContain(sentence)
  })

  test.each<[string, object, string]>([
    ['accountId', { accountId: 'x' }, 'accountId must be a UUID'],
    ['credit', { credit: 0 }, 'credit must be a positive number'],
    ['credit', { credit: '-1.00' }, 'credit must be a positive number'],
    [
      'credit',
      { credit: '1,00' },
      'credit must be a number conforming to the specified constraints',
    ],
    ['credit', { credit: true }, 'credit must be a number conforming to the specified constraints'],
    ['credit', { credit: 1.001 }, 'credit is not a valid decimal number.'],
    ['credit', { credit: '10000000000000' }, 'credit must not be greater than 9999999999999.9999'],
    ['hours', { hours: -1 }, 'hours must not be less than 0'],
    ['hours', { hours: 100000.01 }, 'hours must not be greater than 100000'],
    ['hours', { hours: '1.005' }, 'hours is not a valid decimal number.'],
    [
      'description',
      { description: 'x'.repeat(1001) },
      'description must be shorter than or equal to 1000 characters',
    ],
    ['tagIds', { tagIds: Array(21).fill(UNKNOWN) }, 'tagIds must contain no more than 20 elements'],
    ['foo', { foo: 1 }, 'property foo should not exist'],
    ['lineKind', { lineKind: 'CONTROL' }, 'property lineKind should not exist'],
  ])('%s of a line: %o', async (field, more, sentence) => {
    const found = await failures(path, good(line(more)))
    expect(Object.keys(found)).toEqual([`lines.1.${field}`])
    expect(found[`lines.1.${field}`]).toContain(sentence)
  })

  test.each([
    ['JPY', '1.5', false],
    ['JPY', '1.0', true],
    ['KWD', '1.0005', false],
    ['KWD', '1.005', true],
    ['DKK', '1.005', false],
  ])('%s %s: the decimals of the currency are enough: %s', async (currency, amount, isEnough) => {
    const lines = [books.line(`D 6480 ${amount}`), books.line(`C 1000 ${amount}`)]
    const rate = currency === 'DKK' ? {} : { exchangeRate: 1 }
    const body = good({ lines, currency, originalAmount: amount, ...rate })
    if (isEnough) {
      await expectRefusal(company.api.post(path, body), 400, 'LEDGER_NOT_POSTABLE')
      return
    }
    expect(await failures(path, body)).toEqual({
      originalAmount: ['originalAmount is not a valid decimal number.'],
      'lines.0.debit': ['debit is not a valid decimal number.'],
      'lines.1.credit': ['credit is not a valid decimal number.'],
    })
  })

  test('at most 1000 lines, and 1000 are taken', async () => {
    const lines = (count: number) => Array(count).fill(books.line('D 1000 1'))
    expect(await failures(path, good({ lines: lines(1001) }))).toEqual({
      lines: ['lines must contain no more than 1000 elements'],
    })
    const sent = company.api.post(path, good({ lines: lines(1000) }))
    await expectRefusal(sent, 400, 'LEDGER_NOT_POSTABLE')
  })

  test('all failing fields at once, with paths', async () => {
    const body = { ...good(line({ credit: 0, foo: 1 })), date: null, bar: 1 }
    expect(Object.keys(await failures(path, body)).sort()).toEqual([
      ...['bar', 'date', 'lines.1.credit', 'lines.1.foo'],
    ])
  })

  test('no key, and another scope', async () => {
    const anonymous = { headers: { 'x-api-key': 'lb_aaaaaaaa_nope' } }
    await expectRefusal(company.api.post(path, good(), anonymous), 401, 'UNAUTHORIZED')
    const reader = await server.key(company, ['journal-entries-read'])
    const details = await expectRefusal(reader.post(path, {}), 403, 'INSUFFICIENT_PERMISSIONS')
    expect(details.requiredScopes).toEqual(['journal-entries-write'])
  })
})

describe('the alias journalType', () => {
  test('stands for entryType, alone or with the same value', async () => {
    for (const path of PATHS) {
      for (const type of [
        { journalType: 'JOURNAL_ENTRY' },
        { entryType: null, journalType: 'JOURNAL_ENTRY' },
      ]) {
        const body = {
          ...good(line({ accountId: books.account(1000) })),
          entryType: undefined,
          ...type,
        }
        await expectRefusal(company.api.post(path, body), 400, 'LEDGER_NOT_POSTABLE')
      }
    }
  })
})

describe('the party of a locked type', () => {
  test.each([
    ['CUSTOMER_INVOICE', 'customerId'],
    ['CUSTOMER_PAYMENT', 'customerId'],
    ['SUPPLIER_INVOICE', 'vendorId'],
    ['SUPPLIER_PAYMENT', 'vendorId'],
  ])('%s: %s is required by v2', async (entryType, party) => {
    const sentence = `${party} should not be empty`
    expect(await failures(V2, good({ entryType, [party]: null }))).toEqual({ [party]: [sentence] })
    expect(await failures(V2, good({ entryType, foo: 1 }))).toMatchObject({ [party]: [sentence] })
    expect(await failures(V2, good({ journalType: entryType, entryType: null }))).toEqual({
      [party]: [sentence],
    })
  })
})

describe.each(BATCHES)('POST %s', (path) => {
  test('paths start with the place in the batch', async () => {
    const found = await failures(path, {
      entries: [good(), good({ ...line({ credit: 0.001 }), foo: 1 })],
    })
    expect(found).toMatchObject({ 'entries.1.foo': ['property foo should not exist'] })
    const decimals = { entries: [good(), good(line({ credit: '0.001' }))] }
    expect(await failures(path, decimals)).toEqual({
      'entries.1.lines.1.credit': ['credit is not a valid decimal number.'],
    })
  })

  test('1 to 100 entries', async () => {
    expect(await failures(path, { entries: [] })).toEqual({
      entries: ['entries must contain at least 1 elements'],
    })
    expect(await failures(path, { entries: Array(101).fill(good()) })).toEqual({
      entries: ['entries must contain no more than 100 elements'],
    })
    expect(await failures(path, {})).toEqual({ entries: ['entries should not be empty'] })
    expect(await failures(path, { entries: [null] })).toHaveProperty(['entries.0'])
  })

  test('no key, and another scope', async () => {
    const anonymous = { headers: { 'x-api-key': 'x' } }
    await expectRefusal(company.api.post(path, {}, anonymous), 401, 'UNAUTHORIZED')
    const reader = await server.key(company, ['journal-entries-read'])
    await expectRefusal(reader.post(path, {}), 403, 'INSUFFICIENT_PERMISSIONS')
  })
})

test('malformed JSON and a missing body', async () => {
  await expectRefusal(company.api.post(V2, '{"entryType":'), 400, 'MALFORMED_JSON')
  expect((await made(company.api.get('/v1/journal-entries'))).data).toEqual([])
  expect(await failures(V2, [])).toBeDefined()
})
