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
const UNKNOWN = '01920000-0000-7000-8000-000000000001'
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
const codes = (body: { problems: { code: string; details: { property?: string } | null }[] }) =>
  body.problems.map(({ code, details }) => details?.property ?? code)

describe('creating', () => {
  test('an empty draft is a draft: it tells what it lacks', async () => {
    const body = await draft({})
    expect(body).toEqual({
      id: expect.any(String),
      ...{ status: 'draft', apiVersion: 2, entryType: 'JOURNAL_ENTRY', date: null, amount: 0 },
      ...{ originalAmount: null, lines: [], customerId: null, vendorId: null, description: null },
      ...{ reference: null, externalSystemId: null, currency: 'DKK', exchangeRate: null },
      ...{ dueDate: null, tagIds: [], journalCategoryId: null, attachments: [] },
      ...{ journalEntryId: null, isBookable: false, createdAt: body.createdAt },
      updatedAt: body.createdAt,
      problems: [
        {
          code: 'DRAFT_INCOMPLETE',
          message: 'Add date before booking.',
          details: { property: 'date' },
        },
        {
          code: 'DRAFT_INCOMPLETE',
          message: 'Add lines before booking.',
          details: { property: 'lines' },
        },
      ],
    })
  })

  test('a v2 draft of a locked type shows its control line last, VAT not expanded', async () => {
    const body = await draft(invoice())
    expect(body).toMatchObject({ isBookable: true, problems: [], amount: 1250 })
    expect(body.lines).toEqual([
      {
        ...{ id: expect.any(String), lineNumber: 1, accountId: books.account(1010) },
        ...{ accountNumber: 1010, accountName: expect.any(String), debit: null, credit: 1250 },
        ...{ vatCodeId: books.vat('U25'), vatCode: 'U25', customerId: null, vendorId: null },
        ...{ description: null, tagIds: [], hours: null, generated: false, lineKind: 'ENTRY' },
      },
      expect.objectContaining({
        ...{ lineNumber: 2, accountNumber: 6190, debit: 1250, credit: null },
        ...{ customerId: books.customerId, generated: true, lineKind: 'CONTROL' },
      }),
    ])
    expect((await draft({ ...invoice(), originalAmount: -1250 })).lines[1]).toMatchObject({
      ...{ debit: null, credit: 1250 },
    })
    expect((await draft({ ...invoice(), originalAmount: null })).lines).toHaveLength(1)
    expect((await draft(invoice(), V1)).lines).toHaveLength(1)
  })

  test('a line may lack its account or its amount', async () => {
    const { accountId, ...noAccount } = books.line('D 2450 10') as { accountId: string }
    const body = await draft({ date: DATE, lines: [noAccount, { accountId }] })
    expect(codes(body)).toEqual(['lines.0.accountId', 'lines.1.debit'])
    expect(body.lines[1]).toMatchObject({ accountNumber: 2450, debit: null, credit: null })
    expect(body.amount).toBe(10)
  })

  test('problems come in the order of the rules, after what is missing', async () => {
    const lines = [books.line('D 1001 10'), books.line('C 6190 9 U25')]
    const body = await draft({
      entryType: 'SUPPLIER_INVOICE',
      currency: 'EUR',
      exchangeRate: 1,
      lines,
    })
    expect(codes(body)).toEqual([
      ...['date', 'vendorId', 'ORIGINAL_AMOUNT_REQUIRED', 'LEDGER_NOT_POSTABLE'],
      ...['JOURNAL_LINE_CUSTOMER_REQUIRED', 'JOURNAL_LINE_VAT_NOT_ALLOWED'],
    ])
  })

  test('money keeps every cent and takes no more decimals than its currency has', async () => {
    const lines = [
      { ...books.line('D 2450 0.1'), hours: '1.50' },
      books.line('C 6480 9007199254740.99'),
    ]
    const body = await draft({ lines, exchangeRate: 1 })
    expect(
      body.lines.map((line: { debit: number; credit: number }) => line.debit ?? line.credit),
    ).toEqual([0.1, 9007199254740.99])
    expect(body).toMatchObject({ amount: 9007199254740.99, exchangeRate: 1 })
    expect(body.lines[0].hours).toBe(1.5)
    const details = await expectRefusal(
      company.api.post('/v2/draft-journal-batches', {
        entries: [{}, { currency: 'JPY', originalAmount: 1.5, lines: [books.line('D 2450 0.5')] }],
      }),
      ...([400, 'SHARED_VALIDATION_FAILED'] as const),
    )
    expect(details.validationErrors).toEqual([
      ...['originalAmount', 'lines.0.debit'].map((property) => ({
        property: `entries.1.${property}`,
        constraints: { isDecimal: `${property.split('.').at(-1)} is not a valid decimal number.` },
      })),
    ])
  })

  test('attachments are shown without a link, in the order sent', async () => {
    const { attachments } = await draft({ attachments: [{ ...TEXT, fileName: 'b.txt' }, TEXT] })
    expect(attachments).toEqual(
      ['b.txt', 'a.txt'].map((fileName) => ({
        ...{ id: expect.any(String), fileName, mimeType: 'text/plain', size: 1 },
        sha256: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
        createdAt: expect.any(String),
      })),
    )
  })

  test('journalType is an alias of entryType', async () => {
    expect(await draft({ journalType: 'SUPPLIER_PAYMENT' })).toMatchObject({
      entryType: 'SUPPLIER_PAYMENT',
    })
  })

  test('a batch is stored in its order, or not at all', async () => {
    const { totalCreated, entries } = await made(
      company.api.post('/v1/draft-journal-batches', { entries: [{ reference: 'a' }, invoice()] }),
    )
    expect(totalCreated).toBe(2)
    expect(entries).toMatchObject([
      { reference: 'a', apiVersion: 1 },
      { entryType: 'CUSTOMER_INVOICE', apiVersion: 1 },
    ])
    const { total } = await made(company.api.get(V2))
    const bad = { lines: [{ accountId: UNKNOWN }] }
    const details = await expectRefusal(
      company.api.post('/v2/draft-journal-batches', { entries: [{ attachments: [TEXT] }, bad] }),
      ...([404, 'LEDGER_NOT_FOUND'] as const),
    )
    expect(details).toMatchObject({ entryIndex: 1, lineIndex: 0, id: UNKNOWN })
    expect((await made(company.api.get(V2))).total).toBe(total)
  })
})

describe('what even a draft may not hold', () => {
  test.each([
    ['customerId', 404, 'CUSTOMER_NOT_FOUND'],
    ['vendorId', 404, 'VENDOR_NOT_FOUND'],
    ['journalCategoryId', 400, 'JOURNAL_CATEGORY_NOT_FOUND'],
  ] as const)('an unknown %s', async (field, status, code) => {
    await expectRefusal(company.api.post(V2, { [field]: UNKNOWN }), status, code)
  })

  test.each([
    ['accountId', UNKNOWN, 'LEDGER_NOT_FOUND'],
    ['vatCodeId', UNKNOWN, 'VAT_CODE_NOT_FOUND'],
    ['tagIds', [UNKNOWN], 'DIMENSION_VALUE_NOT_FOUND'],
  ])('an unknown %s of a line', async (field, value, code) => {
    const lines = [{}, { [field]: value }]
    expect(await expectRefusal(company.api.post(V2, { lines }), 404, code)).toMatchObject({
      lineIndex: 1,
    })
  })

  test('both sides of a line', async () => {
    const lines = [{}, { debit: 1, credit: 1 }]
    const details = await expectRefusal(
      company.api.post(V2, { lines }),
      ...([400, 'JOURNAL_LINE_AMOUNT_INVALID'] as const),
    )
    expect(details).toEqual({ lineIndex: 1 })
  })

  test("a line on the party's own control account, in v2", async () => {
    const body = { ...invoice(), lines: [books.line('D 6190 1250')] }
    await expectRefusal(company.api.post(V2, body), 400, 'JOURNAL_CONTROL_LINE_NOT_ALLOWED')
    expect((await company.api.post(V1, body)).status).toBe(201)
    const { id } = await draft({ ...body, customerId: null })
    const completed = company.api.patch(`${V2}/${id}`, { customerId: books.customerId })
    await expectRefusal(completed, 400, 'JOURNAL_CONTROL_LINE_NOT_ALLOWED')
  })

  test('malformed fields, all told at once', async () => {
    const details = await expectRefusal(
      company.api.post(V2, {
        ...{ entryType: 'X', date: '2026-02-30', foo: 1 },
        lines: [{ debit: 0, foo: 1 }],
      }),
      ...([400, 'SHARED_VALIDATION_FAILED'] as const),
    )
    const properties = details.validationErrors.map((each: { property: string }) => each.property)
    expect(properties.sort()).toEqual(['date', 'entryType', 'foo', 'lines.0.debit', 'lines.0.foo'])
    const due = await expectRefusal(
      company.api.post(V2, { date: DATE, dueDate: '2020-01-01' }),
      ...([400, 'SHARED_VALIDATION_FAILED'] as const),
    )
    expect(due.validationErrors).toEqual([
      { property: 'dueDate', constraints: { min: `dueDate must not be less than ${DATE}` } },
    ])
  })

  test('a file that is not what it claims', async () => {
    const attachments = [{ ...TEXT, mimeType: 'image/png' }]
    const details = await expectRefusal(
      company.api.post('/v2/draft-journal-batches', { entries: [{}, { attachments }] }),
      ...([400, 'INVALID_ATTACHMENT_TYPE'] as const),
    )
    const at = { entryIndex: 1, attachmentIndex: 0 }
    expect(details).toEqual({ ...at, mimeType: 'image/png', reason: 'content' })
  })
})
