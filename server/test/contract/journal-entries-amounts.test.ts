import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'

const YEAR = new Date().getUTCFullYear()
const DATE = `${YEAR}-01-15`

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

const plain = (lines: (string | object)[], more: object = {}) =>
  books.post('JOURNAL_ENTRY', lines, more)

const operator = async (path: string, body: object) =>
  await made(company.api.post(`/operator/v1${path}`, body))

describe('rates', () => {
  const dollars = (more: object) => plain(['D 6480 1', 'C 1010 1'], { currency: 'USD', ...more })

  test('a currency without a rate; one with a rate of the table, or of the entry', async () => {
    const details = await expectRefusal(dollars({}), 400, 'EXCHANGE_RATE_MISSING')
    expect(details).toEqual({ currency: 'USD', date: DATE })
    const rate = { currency: 'USD', date: `${YEAR}-01-10`, rate: 6.5, source: 'Bank' }
    await made(company.api.put('/operator/v1/exchange-rates', rate))
    expect((await dollars({})).body).toMatchObject({ exchangeRate: 6.5, currency: 'USD' })
    await expectRefusal(dollars({ date: `${YEAR}-01-09` }), 400, 'EXCHANGE_RATE_MISSING')
    expect((await dollars({ exchangeRate: '6.1234567891' })).body.exchangeRate).toBe(6.1234567891)
    expect((await dollars({ exchangeRate: 1 })).body.exchangeRate).toBe(1)
  })

  test('a rate that no JSON number shows exactly', async () => {
    const exchangeRate = '999999.1234567891'
    const details = await expectRefusal(dollars({ exchangeRate }), 400, 'EXCHANGE_RATE_INVALID')
    expect(details).toEqual({ currency: 'USD', exchangeRate })
    const tiny = await dollars({ exchangeRate: '0.0000000001' })
    expect(tiny.body.exchangeRate).toBe(1e-10)
  })

  test('a rate for the base currency', async () => {
    const sent = (exchangeRate: unknown) =>
      plain(['D 6480 1', 'C 1010 1'], { currency: 'DKK', exchangeRate })
    const details = await expectRefusal(sent(7.46), 400, 'EXCHANGE_RATE_INVALID')
    expect(details).toEqual({ currency: 'DKK', exchangeRate: '7.46' })
    expect((await sent('1.000')).body).toMatchObject({ exchangeRate: 1, currency: 'DKK' })
  })
})

describe('dates', () => {
  const dated = (date: string) => plain(['D 6480 1', 'C 1010 1'], { date })

  test.each([
    ['ten years back', `${YEAR - 9}-06-30`, String(YEAR - 9)],
    ['two years ahead', `${YEAR + 1}-12-31`, String(YEAR + 1)],
  ])('a year %s is made on demand, and numbers start at 1', async (_name, date, fiscalYear) => {
    expect((await dated(date)).body).toMatchObject({ fiscalYear, entryNumber: 1, date })
    const years = (await company.api.get('/operator/v1/fiscal-years')).body
    const names = years.map(({ name }: { name: string }) => Number(name))
    expect(names).toEqual(names.map((_: number, index: number) => names[0] + index))
  })

  test.each([`${YEAR - 11}-01-01`, `${YEAR + 3}-12-31`])('no year can hold %s', async (date) => {
    expect(await expectRefusal(dated(date), 400, 'FISCAL_YEAR_NOT_FOUND')).toEqual({ date })
  })

  test('a locked day', async () => {
    const through = `${YEAR - 9}-06-30`
    await made(company.api.post('/operator/v1/periods/lock', { through }))
    const details = await expectRefusal(dated(through), 400, 'PERIOD_LOCKED')
    expect(details).toEqual({ date: through, lockedThrough: through, reason: 'period_locked' })
    expect((await dated(`${YEAR - 9}-07-01`)).status).toBe(201)
  })
})

describe('balance, to the last cent, in the decimals of the currency', () => {
  test.each([
    ['DKK', 'D 6480 0.01', 'C 1010 0.02', 0.01, 0.02, -0.01],
    ['JPY', 'D 6480 1001', 'C 1010 1000', 1001, 1000, 1],
    ['KWD', 'D 6480 1.001', 'C 1010 1', 1.001, 1, 0.001],
  ])('%s', async (currency, first, second, debit, credit, difference) => {
    const rate = currency === 'DKK' ? {} : { exchangeRate: 2 }
    const sent = plain([first, second], { currency, ...rate })
    const details = await expectRefusal(sent, 400, 'JOURNAL_NOT_BALANCED')
    expect(details).toEqual({ debit, credit, difference, currency })
  })

  test('a plain NET code puts its VAT on top: the totals are those after expansion', async () => {
    const { id } = await operator('/vat-codes', {
      ...{ vatCode: 'NET25', name: 'Netto', vatRate: 25, type: 'SALES', principle: 'NET' },
      accountToBookId: books.account(7680),
    })
    const line = books.line('C 1010 100', { vatCodeId: id })
    const details = await expectRefusal(plain(['D 6480 100', line]), 400, 'JOURNAL_NOT_BALANCED')
    expect(details).toEqual({ debit: 100, credit: 125, difference: -25, currency: 'DKK' })
    const sent = await books.post('CUSTOMER_INVOICE', [line], {
      ...{ originalAmount: '125.00', customerId: books.customerId },
    })
    expect(books.shown(sent.body)).toEqual([
      ...['C 1010 100.00', 'V C 7680 25.00', 'K D 6190 125.00'],
    ])
  })

  test('7 reverse charge with half deduction', async () => {
    const { id } = await operator('/vat-codes', {
      ...{ vatCode: 'IHALV', name: 'Halv', vatRate: 25, type: 'PURCHASE', principle: 'NET' },
      ...{ accountToBookId: books.account(7740), contraAccountToBookId: books.account(7720) },
      deductionRate: 50,
    })
    const line = books.line('D 2510 1000', { vatCodeId: id })
    const { body } = await plain([line, 'C 6480 1000'])
    expect(books.shown(body)).toEqual([
      ...['D 2510 1125.00', 'C 6480 1000.00', 'V D 7740 125.00', 'X C 7720 250.00'],
    ])
    expect(body.lines[0]).toMatchObject({ vatBase: 1000, vatAmount: 250, vatRate: 25 })
  })

  test('yen: VAT and base amounts are rounded to the decimals of their own currency', async () => {
    const sent = { currency: 'JPY', exchangeRate: '0.0467' }
    const { body } = await plain(['D 2510 1001 I25', 'C 6480 1001'], sent)
    expect(
      body.lines.map((line: { debit: unknown; baseDebit: unknown }) => [
        line.debit,
        line.baseDebit,
      ]),
    ).toEqual([
      ...[
        [801, 37.41],
        [null, null],
        [200, 9.34],
      ],
    ])
    expect(body.amount).toBe(1001)
  })
})

describe('the total of an entry stays below 10^13 in both currencies', () => {
  const most = '9999999999999.99'
  test.each([
    [
      'sum of lines',
      {},
      [
        'D 6480 6000000000000',
        'D 6486 4000000000000',
        'C 1010 6000000000000',
        'C 1020 4000000000000',
      ],
      'DKK',
    ],
    [
      'base amount',
      { currency: 'EUR', exchangeRate: '7.46' },
      [`D 6480 ${most}`, `C 1010 ${most}`],
      'DKK',
    ],
    [
      'base amount beyond 64 bits',
      { currency: 'EUR', exchangeRate: '999999999' },
      [`D 6480 ${most}`, `C 1010 ${most}`],
      'DKK',
    ],
  ])('%s', async (_name, more, lines, currency) => {
    const details = await expectRefusal(plain(lines, more), 400, 'JOURNAL_AMOUNT_TOO_LARGE')
    expect(details).toEqual({ currency })
  })

  test.each([
    ['KWD', '999999999999.999', '1000000000000'],
    ['CLF', '99999999999.9999', '100000000000'],
    ['JPY', '9999999999999', undefined],
  ])('%s: and is shown to the last decimal', async (currency, most, excess) => {
    const sent = (amount: string) =>
      plain([`D 6480 ${amount}`, `C 1010 ${amount}`], { currency, exchangeRate: 0.01 })
    const { body } = await sent(most)
    expect([body.amount, body.lines[1].credit]).toEqual([Number(most), Number(most)])
    if (excess === undefined) return
    const details = await expectRefusal(sent(excess), 400, 'JOURNAL_AMOUNT_TOO_LARGE')
    expect(details).toEqual({ currency })
  })

  test('the greatest entry is posted and read back to the last cent', async () => {
    const { body } = await plain([`D 6480 ${most}`, `C 1010 ${most}`])
    expect([body.amount, body.lines[0].debit]).toEqual([9999999999999.99, 9999999999999.99])
  })
})

test('generated lines carry what their source line names, but its hours', async () => {
  const more = { description: 'Tryk', vendorId: books.vendorId, hours: '1.50' }
  const { body } = await plain([books.line('D 2510 125 I25', more), 'C 6480 125'])
  const [source, , leg] = body.lines
  expect(source).toMatchObject({ ...more, hours: 1.5, generated: false, vatCode: 'I25' })
  expect(leg).toMatchObject({
    ...{ description: 'Tryk', vendorId: books.vendorId, hours: null, lineKind: 'VAT' },
    ...{ generated: true, sourceLineIndex: 0, vatCode: 'I25', vatRate: null, vatBase: null },
  })
})

test('an amount too small for VAT keeps its code and its base', async () => {
  const { body } = await plain(['D 2510 0.01 I25', 'C 6480 0.01'])
  expect(body.lines).toHaveLength(2)
  expect(body.lines[0]).toMatchObject({ vatCode: 'I25', vatBase: 0.01, vatAmount: 0 })
})

test('refused entries burn no number and leave no trace', async () => {
  const before = await made(plain(['D 6480 1', 'C 1010 1']))
  const events = '/operator/v1/audit/events?action=journal_entry.post'
  const { total } = (await company.api.get(events)).body
  for (const lines of [
    ['D 6480 1', 'C 1010 2'],
    ['D 6480 1', 'C 1000 1'],
    ['D 6190 1', 'C 1010 1'],
  ]) {
    expect((await plain(lines)).status).toBe(400)
  }
  const after = await made(plain(['D 6480 1', 'C 1010 1']))
  expect(after.entryNumber).toBe(before.entryNumber + 1)
  expect(after.chainPosition).toBe(before.chainPosition + 1)
  expect(after.previousHash).toBe(before.entryHash)
  expect((await company.api.get(events)).body.total).toBe(total + 1)
})
