import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'

const PATH = '/operator/v1/reports/general-ledger'
const YEAR = new Date().getUTCFullYear()
const UNKNOWN = '01920000-0000-7000-8000-00000000dead'

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
  await clockAt(`${YEAR}-02-20T12:00:00.000Z`)
  const post = (type: string, date: string, lines: string[], more: object = {}) =>
    made(books.post(type, lines, { date, ...more }))
  await post('JOURNAL_ENTRY', `${YEAR - 1}-06-01`, ['D 6480 1000', 'C 1010 1000'])
  await post('JOURNAL_ENTRY', `${YEAR}-02-05`, ['D 2510 50', 'C 6480 50'])
  await post('JOURNAL_ENTRY', `${YEAR}-01-10`, ['D 6480 200.50', 'C 1010 100.25', 'C 1010 100.25'])
  await clockAt(`${YEAR}-02-21T12:00:00.000Z`)
  await post('SUPPLIER_INVOICE', `${YEAR}-02-05`, ['D 2316 200.00 IEUY'], {
    ...{ originalAmount: 200, vendorId: books.vendorId, currency: 'EUR', exchangeRate: 7.4604 },
    ...{ description: '=Cloud, EU', reference: 'R-1' },
  })
})
afterAll(() => server.close())

function clockAt(instant: string) {
  return server.query('update companies set clock_at = $2 where company_id = $1', [
    company.id,
    instant,
  ])
}

interface LedgerView {
  readonly accountNumber: number
  readonly openingBalance: number
  readonly debit: number
  readonly credit: number
  readonly closingBalance: number
  readonly lines: readonly { date: string; debit: number; credit: number; balance: number }[]
}

/** Accounts as `'<number> <opening> <debit> <credit> <closing>'`. */
async function accounts(query = ''): Promise<string[]> {
  const body = await made(company.api.get(`${PATH}?${query}`))
  return body.accounts.map((each: LedgerView) =>
    [each.accountNumber, each.openingBalance, each.debit, each.credit, each.closingBalance].join(
      ' ',
    ),
  )
}

describe('the general ledger', () => {
  test('has the accounts with movement or an opening balance, by number', async () => {
    expect(await accounts()).toEqual([
      '1010 0 0 200.5 -200.5',
      '2316 0 1492.08 0 1492.08',
      '2510 0 50 0 50',
      '6480 1000 200.5 50 1150.5',
      '7440 0 0 1492.08 -1492.08',
      '7720 0 0 373.02 -373.02',
      '7740 0 373.02 0 373.02',
    ])
  })

  test('an account without movement is there for its opening balance', async () => {
    expect(await accounts(`from=${YEAR}-02-10&to=${YEAR}-02-20&accountTo=6480`)).toEqual([
      '1010 -200.5 0 0 -200.5',
      '2316 1492.08 0 0 1492.08',
      '2510 50 0 0 50',
      '6480 1150.5 0 0 1150.5',
    ])
  })

  test('lines come by date, chain position and line, with the running balance', async () => {
    const query = `from=${YEAR - 1}-01-01&accountId=${books.account(6480)}`
    const [bank] = (await made(company.api.get(`${PATH}?${query}`))).accounts
    expect(
      bank.lines.map((line: LedgerView['lines'][number]) => [
        line.date,
        line.debit,
        line.credit,
        line.balance,
      ]),
    ).toEqual([
      [`${YEAR - 1}-06-01`, 1000, null, 1000],
      [`${YEAR}-01-10`, 200.5, null, 1200.5],
      [`${YEAR}-02-05`, null, 50, 1150.5],
    ])
    const [sales] = (await made(company.api.get(`${PATH}?accountTo=1010`))).accounts
    expect(sales.lines.map(({ balance }: { balance: number }) => balance)).toEqual([
      -100.25, -200.5,
    ])
  })

  test('a line tells its entry, both currencies, the VAT code and the party', async () => {
    const at = `accountFrom=2316&accountTo=2316`
    const body = await made(company.api.get(`${PATH}?${at}`))
    expect(body.accounts).toHaveLength(1)
    expect(body.accounts[0].lines).toEqual([
      {
        entryId: expect.any(String),
        entryNumber: 3,
        fiscalYear: String(YEAR),
        chainPosition: 4,
        date: `${YEAR}-02-05`,
        postedAt: `${YEAR}-02-21T12:00:00.000Z`,
        entryType: 'SUPPLIER_INVOICE',
        description: '=Cloud, EU',
        reference: 'R-1',
        vatCode: 'IEUY',
        debit: 1492.08,
        credit: null,
        balance: 1492.08,
        currency: 'EUR',
        currencyDebit: 200,
        currencyCredit: null,
        customerId: null,
        vendorId: null,
        tagIds: [],
      },
    ])
    const [payables] = (await made(company.api.get(`${PATH}?accountFrom=7440`))).accounts
    expect(payables.lines[0]).toMatchObject({
      vendorId: books.vendorId,
      credit: 1492.08,
      currencyCredit: 200,
      debit: null,
    })
  })

  test('asOf leaves out what was posted later', async () => {
    expect(await accounts(`asOf=${YEAR}-02-20&accountFrom=2000`)).toEqual([
      '2510 0 50 0 50',
      '6480 1000 200.5 50 1150.5',
    ])
  })

  test('as CSV: the lines, each with its account', async () => {
    const { raw } = await company.api.get(`${PATH}?format=csv&accountFrom=2316&accountTo=2316`)
    const [header, line, end] = raw.toString('utf8').split('\r\n')
    expect(header).toBe(
      'accountId,accountNumber,name,entryId,entryNumber,fiscalYear,chainPosition,date,postedAt,' +
        'entryType,description,reference,vatCode,debit,credit,balance,currency,currencyDebit,' +
        'currencyCredit,customerId,vendorId,tagIds',
    )
    expect(line).toContain(`,SUPPLIER_INVOICE,"'=Cloud, EU",R-1,IEUY,1492.08,,1492.08,EUR,200,,,,`)
    expect(end).toBe('')
  })
})

describe('what is refused', () => {
  test('malformed parameters', async () => {
    const path = `${PATH}?accountId=x&accountFrom=0&accountTo=many`
    const details = await expectRefusal(company.api.get(path), 400, 'SHARED_VALIDATION_FAILED')
    expect(details.validationErrors).toEqual([
      { property: 'accountId', constraints: { isUUID: 'accountId must be a UUID' } },
      { property: 'accountFrom', constraints: { min: 'accountFrom must not be less than 1' } },
      { property: 'accountTo', constraints: { isInt: 'accountTo must be an integer number' } },
    ])
  })

  test('an account that does not exist, or is of another company', async () => {
    const other = await booksOf(server, await server.company())
    for (const id of [UNKNOWN, other.account(6480)]) {
      await expectRefusal(company.api.get(`${PATH}?accountId=${id}`), 404, 'LEDGER_NOT_FOUND')
    }
  })

  test('a period that ends before it begins', async () => {
    const path = `${PATH}?from=${YEAR}-02-01&to=${YEAR}-01-01`
    await expectRefusal(company.api.get(path), 400, 'REPORT_RANGE_INVALID')
  })

  test('more lines than fit into one answer', async () => {
    const large = await server.company()
    const largeBooks = await booksOf(server, large)
    await made(largeBooks.post('JOURNAL_ENTRY', ['D 6480 1', 'C 1010 1']))
    const entryId = '01920000-0000-7000-8000-00000000000'
    await server.query(`set session_replication_role = replica;
      insert into journal_entries select (jsonb_populate_record(entry, jsonb_build_object(
          'id', '${entryId}' || copy, 'line_count', 30000,
          'chain_position', 1 + copy, 'entry_number', 1 + copy))).*
        from journal_entries entry, generate_series(1, 4) copy where company_id = '${large.id}';
      insert into journal_lines select (jsonb_populate_record(line, jsonb_build_object(
          'entry_id', '${entryId}' || copy, 'line_count', 30000, 'line_number', number))).*
        from journal_lines line, generate_series(1, 4) copy, generate_series(1, 30000) number
        where company_id = '${large.id}' and line_number = 1`)
    const details = await expectRefusal(large.api.get(PATH), 400, 'REPORT_TOO_LARGE')
    expect(details).toEqual({ linesMax: 100_000 })
    const narrow = `${PATH}?accountTo=1010`
    expect((await made(large.api.get(narrow))).accounts).toHaveLength(1)
  })

  test('no key, and a key without the operator scope', async () => {
    expect((await server.app.inject({ url: `/api${PATH}` })).statusCode).toBe(401)
    const other = await server.key(company, ['journal-entries-read'])
    await expectRefusal(other.get(PATH), 403, 'INSUFFICIENT_PERMISSIONS')
  })
})
