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
const DATE = `${new Date().getUTCFullYear()}-01-15`
const TEXT = { fileName: 'a.txt', mimeType: 'text/plain', content: 'YQ==' }

const draft = (body: object, path = V2) => made(company.api.post(path, body))
const invoice = () => ({
  entryType: 'CUSTOMER_INVOICE',
  date: DATE,
  customerId: books.customerId,
  originalAmount: 1250,
  lines: [books.line('C 1010 1250.00 U25')],
})

describe('changing', () => {
  test('absent stays, null clears, arrays are replaced whole', async () => {
    const { id, lines } = await draft({
      ...invoice(),
      ...{ description: 'a', reference: 'b', attachments: [TEXT] },
    })
    const patch = (body: object) => made(company.api.patch(`${V2}/${id}`, body))
    const cleared = await patch({ description: null, reference: 'c' })
    expect(cleared).toMatchObject({ description: null, reference: 'c', amount: 1250 })
    expect(cleared.lines).toEqual(lines)
    expect(cleared.attachments).toHaveLength(1)
    expect((await patch({ attachments: null })).attachments).toEqual([])
    expect((await patch({ lines: [books.line('C 1010 1')] })).lines).toHaveLength(2)
    expect((await patch({ lines: null })).lines).toMatchObject([{ lineKind: 'CONTROL' }])
    expect(await patch({ entryType: null })).toMatchObject({
      entryType: 'JOURNAL_ENTRY',
      lines: [],
    })
    expect(await patch({ journalType: 'CUSTOMER_PAYMENT' })).toMatchObject({
      entryType: 'CUSTOMER_PAYMENT',
    })
  })

  test('a v1 draft is changed too, and stays one', async () => {
    const { id } = await draft(invoice(), V1)
    const body = await made(company.api.patch(`${V2}/${id}`, { reference: 'x' }))
    expect(body).toMatchObject({ apiVersion: 1, reference: 'x' })
    expect(body.lines).toHaveLength(1)
  })

  test('a patch that changes nothing leaves no trace', async () => {
    const sent = { ...invoice(), tagIds: [], attachments: [TEXT] }
    const before = await draft(sent)
    expect(await made(company.api.patch(`${V2}/${before.id}`, sent))).toEqual(before)
    expect(await made(company.api.patch(`${V2}/${before.id}`, {}))).toEqual(before)
    expect(await actions(before.id)).toEqual(['draft_journal_entry.create'])
  })

  test('the whole is checked: decimals of another currency, the due date', async () => {
    const { id } = await draft({ date: DATE, lines: [books.line('D 2450 0.5')] })
    for (const [patch, property, rule] of [
      [{ currency: 'JPY' }, 'lines.0.debit', 'isDecimal'],
      [{ dueDate: '2020-01-01' }, 'dueDate', 'min'],
    ] as const) {
      const refused = company.api.patch(`${V2}/${id}`, patch)
      const details = await expectRefusal(refused, 400, 'SHARED_VALIDATION_FAILED')
      expect(details.validationErrors).toEqual([
        { property, constraints: { [rule]: expect.any(String) } },
      ])
    }
  })
})

async function actions(id: string): Promise<string[]> {
  const { data } = await made(company.api.get(`/operator/v1/audit/events?resourceId=${id}`))
  return data.map((event: { action: string }) => event.action)
}

describe('deleting', () => {
  test('the id is unknown afterwards, through both versions', async () => {
    const { id } = await draft({ attachments: [TEXT] })
    expect((await company.api.delete(`${V1}/${id}`)).status).toBe(204)
    for (const path of [`${V1}/${id}`, `${V2}/${id}`]) {
      await expectRefusal(company.api.get(path), 404, 'DRAFT_JOURNAL_ENTRY_NOT_FOUND')
    }
    expect(await actions(id)).toEqual(['draft_journal_entry.delete', 'draft_journal_entry.create'])
  })
})

describe('reading', () => {
  test('a draft is read through both versions; v1 names its successor', async () => {
    const body = await draft(invoice())
    const v1 = await company.api.get(`${V1}/${body.id}`)
    expect(v1.body).toEqual(body)
    expect(v1.headers).toMatchObject({
      ...{ deprecation: 'true', sunset: '2026-11-08' },
      link: `</api${V2}/${body.id}>; rel="successor-version"`,
    })
    const v2 = await company.api.get(`${V2}/${body.id}`)
    expect(v2.body).toEqual(body)
    expect(v2.headers['deprecation']).toBeUndefined()
  })

  test('the list is filtered, sorted and paged', async () => {
    const other = await server.company()
    const its = await booksOf(server, other)
    const { api } = other
    const line = its.line('D 2450 20')
    const sent = [
      { reference: 'R-100%', externalSystemId: 'x' },
      { date: DATE, lines: [line], description: 'Husleje' },
      {
        date: '2020-01-01',
        originalAmount: -30,
        externalSystemId: 'x',
        entryType: 'SUPPLIER_PAYMENT',
      },
      { lines: [{ ...line, customerId: its.customerId }], vendorId: its.vendorId },
    ]
    const { entries } = await made(api.post('/v2/draft-journal-batches', { entries: sent }))
    const [a, b, c, d] = entries.map((entry: { id: string }) => entry.id)
    const listed = async (query: string) =>
      (await made(api.get(`${V2}?${query}`))).data.map((entry: { id: string }) => entry.id)
    for (const [query, ids] of [
      ['', [d, c, b, a]],
      ['sortOrder=asc', [a, b, c, d]],
      ['sortBy=date&sortOrder=asc', [a, d, c, b]],
      ['sortBy=amount', [c, d, b, a]],
      ['fromDate=2020-01-01&toDate=2020-12-31', [c]],
      [`accountId=${its.account(2450)}`, [d, b]],
      [`customerId=${its.customerId}`, [d]],
      [`vendorId=${its.vendorId}`, [d]],
      ['journalType=SUPPLIER_PAYMENT', [c]],
      ['entryType=JOURNAL_ENTRY', [d, b, a]],
      ['minAmount=20&maxAmount=30', [d, c, b]],
      ['externalSystemId=x', [c, a]],
      ['search=HUSLEJE', [b]],
      ['search=100%25', [a]],
      ['status=booked', []],
      ['status=all', [d, c, b, a]],
    ] as const) {
      expect([query, await listed(query)]).toEqual([query, ids])
    }
    for (const sorting of ['', '&sortBy=date', '&sortBy=amount&sortOrder=asc']) {
      const whole = await listed(sorting)
      const first = await made(api.get(`${V2}?limit=3${sorting}`))
      expect(first).toMatchObject({ total: 4, page: 1, limit: 3, totalPages: 2 })
      const next = await made(api.get(`${V2}?limit=3${sorting}&cursor=${first.nextCursor}`))
      expect(next.nextCursor).toBeNull()
      const ids = [...first.data, ...next.data].map((entry: { id: string }) => entry.id)
      expect(ids).toEqual(whole)
      expect(await listed(`limit=3&page=2${sorting}`)).toEqual(whole.slice(3))
    }
  })
})
