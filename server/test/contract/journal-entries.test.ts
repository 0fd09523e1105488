import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
})
afterAll(() => server.close())

const YEAR = new Date().getUTCFullYear()

/** Posts and shows the lines; fails with the answer's body when it is not 201. */
async function posted(
  type: string,
  lines: (string | object)[],
  more: object = {},
): Promise<string[]> {
  const answer = await books.post(type, lines, more)
  expect(answer.body).toMatchObject({ status: 'posted' })
  return books.shown(answer.body)
}

describe('worked examples (ledger.md 15)', () => {
  test('1 invoice: GROSS VAT is taken out, the receivable is appended', async () => {
    const answer = await books.post('CUSTOMER_INVOICE', ['C 1010 1250.00 U25'], {
      originalAmount: 1250,
      customerId: books.customerId,
    })
    expect(answer.status).toBe(201)
    expect(books.shown(answer.body)).toEqual([
      'C 1010 1000.00',
      'V C 7680 250.00',
      'K D 6190 1250.00',
    ])
    expect(answer.body.lines[0]).toMatchObject({
      vatBase: 1000,
      vatAmount: 250,
      vatRate: 25,
      vatCode: 'U25',
    })
    expect(answer.body.lines[1]).toMatchObject({
      generated: true,
      sourceLineIndex: 0,
      vatBase: null,
    })
    expect(answer.body.lines[2]).toMatchObject({
      customerId: books.customerId,
      lineKind: 'CONTROL',
    })
    expect(answer.body).toMatchObject({
      entryNumber: 1,
      chainPosition: 1,
      originalAmount: 1250,
      amount: 1250,
    })
    expect(answer.body.previousHash).toBe('0'.repeat(64))
  })
  test.each([
    {
      name: '2 credit note',
      type: 'CUSTOMER_INVOICE',
      amount: -312.5,
      lines: ['D 1010 312.50 U25'],
      expected: ['D 1010 250.00', 'V D 7680 62.50', 'K C 6190 312.50'],
    },
    {
      name: '3 payment with fee',
      type: 'CUSTOMER_PAYMENT',
      amount: 1250,
      lines: ['D 6480 1237.50', 'D 2395 12.50'],
      expected: ['D 6480 1237.50', 'D 2395 12.50', 'K C 6190 1250.00'],
    },
    {
      name: '3 refund',
      type: 'CUSTOMER_PAYMENT',
      amount: -312.5,
      lines: ['C 6480 312.50'],
      expected: ['C 6480 312.50', 'K D 6190 312.50'],
    },
    {
      name: '4 supplier invoice, reverse charge, EUR',
      type: 'SUPPLIER_INVOICE',
      amount: 200,
      more: { currency: 'EUR', exchangeRate: 7.4604 },
      lines: ['D 2316 200.00 IEUY'],
      expected: [
        'D 2316 200.00 (1492.08)',
        'V D 7740 50.00 (373.02)',
        'X C 7720 50.00 (373.02)',
        'K C 7440 200.00 (1492.08)',
      ],
    },
    {
      name: '4 its credit note',
      type: 'SUPPLIER_INVOICE',
      amount: -200,
      more: { currency: 'EUR', exchangeRate: '7.4604' },
      lines: ['C 2316 200.00 IEUY'],
      expected: [
        'C 2316 200.00 (1492.08)',
        'V C 7740 50.00 (373.02)',
        'X D 7720 50.00 (373.02)',
        'K D 7440 200.00 (1492.08)',
      ],
    },
    {
      name: '5 supplier payment',
      type: 'SUPPLIER_PAYMENT',
      amount: 1000,
      lines: ['C 6480 1000.00'],
      expected: ['C 6480 1000.00', 'K D 7440 1000.00'],
    },
    {
      name: '5 refund from the vendor',
      type: 'SUPPLIER_PAYMENT',
      amount: -1000,
      lines: ['D 6480 1000.00'],
      expected: ['D 6480 1000.00', 'K C 7440 1000.00'],
    },
    {
      name: '6 entertainment',
      type: 'SUPPLIER_INVOICE',
      amount: 1000,
      lines: ['D 1890 1000.00 IREP'],
      expected: ['D 1890 950.00', 'V D 7740 50.00', 'K C 7440 1000.00'],
    },
  ])('$name', async ({ type, amount, lines, expected, more = {} }) => {
    const party = type.startsWith('CUSTOMER')
      ? { customerId: books.customerId }
      : { vendorId: books.vendorId }
    expect(await posted(type, lines, { originalAmount: amount, ...party, ...more })).toEqual(
      expected,
    )
  })

  test('8 both currencies: the rounding line carries base currency only', async () => {
    const lines = ['D 6480 33.33', 'D 6480 33.33', 'D 6480 33.33', 'C 6486 99.99']
    const shown = await posted('JOURNAL_ENTRY', lines, { currency: 'EUR', exchangeRate: 7.4604 })
    expect(shown.at(-1)).toBe('R C 2720 0.00 (0.01)')
    expect(shown[0]).toBe('D 6480 33.33 (248.66)')
    expect(shown[3]).toBe('C 6486 99.99 (745.97)')
  })

  test('10 mismatch', async () => {
    const answer = await books.post('CUSTOMER_INVOICE', ['C 1010 1200.00 U25'], {
      originalAmount: 1250,
      customerId: books.customerId,
    })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: 'ORIGINAL_AMOUNT_MISMATCH',
      details: { originalAmount: 1250, linesTotal: 1200, difference: 50, currency: 'DKK' },
    })
  })
})

test('an entry is read as it was posted, and listed newest first', async () => {
  const created = await books.post('JOURNAL_ENTRY', ['D 6480 80.00', 'C 6486 80.00'], {
    description: 'Kasse til bank',
    reference: 'B-1',
  })
  const read = await company.api.get(`/v1/journal-entries/${created.body.id}`)
  expect(read.body).toEqual(created.body)
  const list = await company.api.get('/v1/journal-entries?limit=1')
  expect(list.body.data).toEqual([created.body])
  expect(list.body.total).toBe(created.body.chainPosition)
  expect(created.body.date).toBe(`${YEAR}-01-15`)
})

test('an unbalanced entry is refused with both totals and burns no number', async () => {
  const before = await company.api.get('/v1/journal-entries?limit=1')
  const refused = await books.post('JOURNAL_ENTRY', ['D 6480 80.00', 'C 6486 79.99'])
  expect(refused.body).toMatchObject({
    code: 'JOURNAL_NOT_BALANCED',
    details: { debit: 80, credit: 79.99, difference: 0.01, currency: 'DKK' },
  })
  const next = await books.post('JOURNAL_ENTRY', ['D 6480 1', 'C 6486 1'])
  expect(next.body.entryNumber).toBe(before.body.data[0].entryNumber + 1)
})

test('a reversal mirrors every line and links both entries; a second one is refused', async () => {
  const sale = await books.post('CUSTOMER_INVOICE', ['C 1010 1250.00 U25'], {
    originalAmount: 1250,
    customerId: books.customerId,
  })
  const reversal = await company.api.post(`/v1/journal-entries/${sale.body.id}/reverse`)
  expect(reversal.status).toBe(200)
  expect(books.shown(reversal.body)).toEqual([
    'D 1010 1000.00',
    'V D 7680 250.00',
    'K C 6190 1250.00',
  ])
  expect(reversal.body).toMatchObject({
    reversalOfId: sale.body.id,
    source: 'reversal',
    originalAmount: -1250,
    entryType: 'CUSTOMER_INVOICE',
  })
  const again = await company.api.post(`/v1/journal-entries/${sale.body.id}/reverse`, {})
  expect(again.body).toMatchObject({
    code: 'JOURNAL_ENTRY_ALREADY_REVERSED',
    details: { reversedById: reversal.body.id },
  })
})
