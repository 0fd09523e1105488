import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'
import { UNKNOWN } from './parties.ts'

const V1 = '/v1/journal-entries'
const V2 = '/v2/journal-entries'
const BATCHES = ['/v1/journal-batches', '/v2/journal-entries/batch'] as const

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
})
afterAll(async () => {
  const { body } = await company.api.get('/operator/v1/audit/verify')
  expect(body.firstBroken).toBeNull()
  await server.close()
})

const body = (lines: string[], more: object = {}) => ({
  ...{ entryType: 'JOURNAL_ENTRY', date: '2026-01-15' },
  ...{ lines: lines.map((line) => books.line(line)), ...more },
})

describe('v1', () => {
  test('appends no control leg: control lines are sent, and take the party of the entry', async () => {
    const sent = body(['D 6190 1250', 'C 1010 1250 U25'], {
      ...{ entryType: 'CUSTOMER_INVOICE', customerId: books.customerId },
    })
    const entry = await made(company.api.post(V1, sent))
    expect(books.shown(entry)).toEqual(['D 6190 1250.00', 'C 1010 1000.00', 'V C 7680 250.00'])
    expect(entry.lines[0]).toMatchObject({ customerId: books.customerId, lineKind: 'ENTRY' })
    expect(entry.lines[1].customerId).toBeNull()
    expect(entry).toMatchObject({ originalAmount: 1250, amount: 1250 })
  })

  test.each([
    ['CUSTOMER_INVOICE', 'D 6190 30', 'C 1010 30', 30],
    ['CUSTOMER_INVOICE', 'C 6190 30', 'D 1010 30', -30],
    ['CUSTOMER_PAYMENT', 'C 6190 30', 'D 6480 30', 30],
    ['SUPPLIER_INVOICE', 'C 7440 30', 'D 1610 30', 30],
    ['SUPPLIER_PAYMENT', 'D 7440 30', 'C 6480 30', 30],
    ['SUPPLIER_PAYMENT', 'C 7440 30', 'D 6480 30', -30],
    // No control line of the type's kind: nothing to derive from.
    ['CUSTOMER_PAYMENT', 'D 7440 30', 'C 6480 30', null],
    ['SUPPLIER_INVOICE', 'D 6480 30', 'C 1010 30', null],
    ['JOURNAL_ENTRY', 'D 6190 30', 'C 1010 30', null],
  ])('%s of %s, %s: originalAmount %s', async (entryType, control, counter, originalAmount) => {
    const { customerId, vendorId } = books
    const sent = body([control, counter], { entryType, customerId, vendorId })
    const entry = await made(company.api.post(V1, sent))
    expect(entry).toMatchObject({ entryType, originalAmount, amount: 30 })
  })

  test('stores originalAmount as sent, and compares it with nothing', async () => {
    const { customerId } = books
    for (const originalAmount of [-7.5, 0]) {
      const sent = body(['D 6190 30', 'C 1010 30'], {
        ...{ entryType: 'CUSTOMER_INVOICE', customerId, originalAmount },
      })
      const entry = await made(company.api.post(V1, sent))
      expect(entry).toMatchObject({ originalAmount, amount: Math.abs(originalAmount) })
    }
  })

  test('a line keeps its own party, and balance is a rule of its own', async () => {
    const sent = body(['C 1010 30'], {
      entryType: 'CUSTOMER_INVOICE',
      customerId: books.customerId,
    })
    const details = await expectRefusal(company.api.post(V1, sent), 400, 'JOURNAL_NOT_BALANCED')
    expect(details).toEqual({ debit: 0, credit: 30, difference: -30, currency: 'DKK' })
    await expectRefusal(
      company.api.post(V1, body(['D 6190 30', 'C 1010 30'])),
      ...[400, 'JOURNAL_LINE_CUSTOMER_REQUIRED'],
    )
  })

  test('is deprecated on every answer, and reads, PATCH and reversals are not', async () => {
    const successors = { [V1]: `/api${V2}`, [BATCHES[0]]: `/api${BATCHES[1]}` }
    for (const [path, successor] of Object.entries(successors)) {
      const entry = body(['D 6480 1', 'C 1010 1'])
      const good = path === V1 ? entry : { entries: [entry] }
      for (const [sent, status] of [
        [good, 201],
        [{}, 400],
      ] as const) {
        const answer = await company.api.post(path, sent)
        expect(answer.status).toBe(status)
        expect(answer.headers).toMatchObject({
          ...{ deprecation: 'true', sunset: '2026-11-08' },
          link: `<${successor}>; rel="successor-version"`,
        })
      }
    }
    const { id } = (await company.api.get(V1)).body.data[0]
    for (const answer of [
      await company.api.get(V1),
      await company.api.get(`${V1}/${id}`),
      await company.api.patch(`${V1}/${id}`, {}),
      await company.api.post(`${V1}/${id}/reverse`),
      await company.api.post(V2, body(['D 6480 1', 'C 1010 1'])),
    ]) {
      expect(answer.status).toBeLessThan(300)
      expect(answer.headers).not.toHaveProperty('deprecation')
    }
  })
})

describe.each(BATCHES)('a batch to %s', (path) => {
  test('is posted in the order sent, in several years', async () => {
    const dates = ['2026-05-01', '2025-05-01', '2026-04-01', '2025-04-01']
    const before = (await company.api.get(`${V1}?limit=1`)).body.total
    const entries = dates.map((date) => body(['D 6480 1', 'C 1010 1'], { date, reference: date }))
    const batch = await made(company.api.post(path, { entries }))
    expect(batch.totalCreated).toBe(4)
    expect(batch.entries.map(({ date }: { date: string }) => date)).toEqual(dates)
    const places = batch.entries.map((entry: { chainPosition: number }) => entry.chainPosition)
    expect(places).toEqual([1, 2, 3, 4].map((place) => before + place))
    const numbers = batch.entries.map((entry: { entryNumber: number }) => entry.entryNumber)
    expect([numbers[2] - numbers[0], numbers[3] - numbers[1]]).toEqual([1, 1])
    expect(batch.entries[1].previousHash).toBe(batch.entries[0].entryHash)
  })

  test('posts nothing when one entry fails, and says which', async () => {
    const { total } = (await company.api.get(V1)).body
    const good = body(['D 6480 1', 'C 1010 1'])
    const faults: [object, number, string, object][] = [
      [body(['D 6480 1', 'C 1010 2']), 400, 'JOURNAL_NOT_BALANCED', { difference: -1 }],
      [body(['D 6480 1', 'C 1000 1']), 400, 'LEDGER_NOT_POSTABLE', { lineIndex: 1 }],
      [body(['D 6480 1', 'C 1010 1'], { vendorId: UNKNOWN }), 404, 'VENDOR_NOT_FOUND', {}],
      [
        body(['D 6480 1', 'C 1010 1'], {
          attachments: [{ fileName: 'a', mimeType: 'image/png', content: 'YQ==' }],
        }),
        ...([400, 'INVALID_ATTACHMENT_TYPE', { attachmentIndex: 0 }] as const),
      ],
    ]
    for (const [bad, status, code, details] of faults) {
      const sent = company.api.post(path, { entries: [good, good, bad, good] })
      expect(await expectRefusal(sent, status, code)).toMatchObject({ entryIndex: 2, ...details })
    }
    const after = await made(company.api.post(path, { entries: [good] }))
    expect(after.entries[0].chainPosition).toBe(total + 1)
  })

  test('takes 100 entries', async () => {
    const entries = Array(100).fill(body(['D 6480 1', 'C 1010 1']))
    const batch = await made(company.api.post(path, { entries }))
    expect([batch.totalCreated, batch.entries.length]).toEqual([100, 100])
  })
})
