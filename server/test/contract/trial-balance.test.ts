import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { companyId } from '../../src/kernel/context.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { made } from './answers.ts'

const PATH = '/operator/v1/reports/trial-balance'
const YEAR = new Date().getUTCFullYear()
const UNKNOWN = '01920000-0000-7000-8000-00000000dead'

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())
beforeEach(async () => {
  company = await server.company()
  books = await booksOf(server, company)
  await clockAt(`${YEAR}-02-20T12:00:00Z`)
})

function clockAt(instant: string) {
  return server.query('update companies set clock_at = $2 where company_id = $1', [
    company.id,
    instant,
  ])
}

async function post(date: string, ...lines: (string | object)[]) {
  const answer = await books.post('JOURNAL_ENTRY', lines, { date })
  expect(answer.body).toMatchObject({ status: 'posted' })
  return answer.body
}

/** The report with its not empty rows as `'<number> <opening> <debit> <credit> <closing>'`. */
async function report(query = '') {
  const answer = await company.api.get(`${PATH}?${query}`)
  expect(answer.body).toMatchObject({ name: 'trial-balance', currency: 'DKK' })
  const { rows, totals, unclosedPriorResult } = answer.body
  const posting = ['PROFIT_AND_LOSS', 'BALANCE_SHEET']
  const shown = rows
    .filter((row: { ledgerType: string }) => posting.includes(row.ledgerType))
    .map((row: Record<string, number>) =>
      [
        row['accountNumber'],
        row['openingBalance'],
        row['debit'],
        row['credit'],
        row['closingBalance'],
      ].join(' '),
    )
    .filter((row: string) => !row.endsWith(' 0 0 0 0'))
  expect(totals.debit).toBe(totals.credit)
  expect(totals.openingBalance + unclosedPriorResult).toBe(0)
  expect(totals.closingBalance + unclosedPriorResult).toBe(0)
  return { ...answer.body, shown }
}

describe('openings', () => {
  beforeEach(async () => {
    await post(`${YEAR - 1}-06-01`, 'D 6480 1000', 'C 1010 1000')
    await post(`${YEAR}-01-10`, 'D 6480 200.50', 'C 1010 200.50')
    await post(`${YEAR}-02-01`, 'D 2510 50', 'C 6480 50')
  })

  test('by default the fiscal year up to today; earlier results stand apart', async () => {
    const body = await report()
    expect(body).toMatchObject({ from: `${YEAR}-01-01`, to: `${YEAR}-02-20`, asOf: null })
    expect(body.generatedAt).toBe(`${YEAR}-02-20T12:00:00.000Z`)
    expect(body.shown).toEqual([
      '1010 0 0 200.5 -200.5',
      '2510 0 50 0 50',
      '6480 1000 200.5 50 1150.5',
    ])
    expect(body.unclosedPriorResult).toBe(-1000)
    expect(body.totals).toEqual({
      openingBalance: 1000,
      debit: 250.5,
      credit: 250.5,
      closingBalance: 1000,
    })
  })

  test('a later `from` opens profit and loss with its fiscal year', async () => {
    const { shown, unclosedPriorResult } = await report(`from=${YEAR}-02-01&to=${YEAR}-02-28`)
    expect(shown).toEqual(['1010 -200.5 0 0 -200.5', '2510 0 50 0 50', '6480 1200.5 0 50 1150.5'])
    expect(unclosedPriorResult).toBe(-1000)
  })

  test('a period of an earlier year has nothing before it', async () => {
    const { shown, unclosedPriorResult } = await report(`from=${YEAR - 1}-01-01&to=${YEAR}-01-31`)
    expect(shown).toEqual(['1010 0 0 1200.5 -1200.5', '6480 0 1200.5 0 1200.5'])
    expect(unclosedPriorResult).toBe(0)
  })

  test('the lines give what the kept balances give', async () => {
    const kept = await report()
    expect((await report(`asOf=${YEAR}-02-20`)).rows).toEqual(kept.rows)
  })

  test('headings have no amounts, totals sum posting accounts once', async () => {
    const { rows } = await report()
    const row = (number: number) =>
      rows.find((each: { accountNumber: number }) => each.accountNumber === number)
    expect(row(1000)).toMatchObject({
      ledgerType: 'HEADING_BREAK',
      openingBalance: null,
      debit: null,
    })
    expect(row(1390)).toMatchObject({ debit: 0, credit: 200.5, closingBalance: -200.5 })
    expect(row(4999)).toMatchObject({ debit: 50, credit: 200.5, closingBalance: -150.5 })
    expect(row(6499)).toMatchObject({ openingBalance: 1000, closingBalance: 1150.5 })
    const numbers = rows.map((each: { accountNumber: number }) => each.accountNumber)
    expect(numbers).toEqual(numbers.toSorted((a: number, b: number) => a - b))
  })

  test('inactive accounts are shown only when not zero', async () => {
    await server.db.transact(companyId(company.id), 'write', (tx) =>
      tx.run(sql`update accounts set is_active = false where account_number in (1010, 1050)`),
    )
    const numbers = (await report()).rows.map((row: { accountNumber: number }) => row.accountNumber)
    expect(numbers).toContain(1010)
    expect(numbers).not.toContain(1050)
  })

  test('as CSV: the row fields, amounts as numbers', async () => {
    const answer = await company.api.get(`${PATH}?format=csv`)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="trial-balance_${YEAR}-01-01_${YEAR}-02-20.csv"`,
    )
    const [header, first, ...more] = answer.raw.toString('utf8').split('\r\n')
    expect(header).toBe(
      'accountId,accountNumber,name,ledgerType,accountClassification,' +
        'openingBalance,debit,credit,closingBalance',
    )
    expect(first).toMatch(/,1000,RESULTATOPGØRELSE,HEADING_BREAK,,,,,$/)
    expect(more.find((line) => line.includes(',6480,'))).toMatch(
      /,Bank,BALANCE_SHEET,ASSET,1000,200.5,50,1150.5$/,
    )
  })
})

test('15 asOf shows what was known then, to reports it by date', async () => {
  const january = `from=${YEAR}-01-01&to=${YEAR}-01-31`
  const sales = async (query: string) => (await report(query)).shown[0]
  await clockAt(`${YEAR}-02-16T09:00:00Z`)
  await post(`${YEAR}-01-10`, 'D 6480 1000', 'C 1010 1000')
  await clockAt(`${YEAR}-02-20T09:00:00Z`)
  await post(`${YEAR}-01-12`, 'D 6480 400', 'C 1010 400')
  expect(await sales(january)).toBe('1010 0 0 1400 -1400')
  expect(await sales(`${january}&asOf=${YEAR}-02-17`)).toBe('1010 0 0 1000 -1000')
  expect(await sales(`${january}&asOf=${YEAR}-02-20`)).toBe('1010 0 0 1400 -1400')
  expect(await sales(`${january}&asOf=${YEAR}-02-20T08:59:59.999Z`)).toBe('1010 0 0 1000 -1000')
  expect(await sales(`${january}&asOf=${YEAR}-02-20T10:00:00%2B01:00`)).toBe('1010 0 0 1400 -1400')
  expect(await sales(`${january}&asOf=${YEAR}-02-15`)).toBeUndefined()
  const { asOf } = await report(`${january}&asOf=${YEAR}-02-17`)
  expect(asOf).toBe(`${YEAR}-02-17`)
})

test('asOf a day is its end in the company zone', async () => {
  await clockAt(`${YEAR}-02-16T22:59:59.999Z`)
  await post(`${YEAR}-01-10`, 'D 6480 1', 'C 1010 1')
  await clockAt(`${YEAR}-02-16T23:00:00.000Z`)
  await post(`${YEAR}-01-10`, 'D 6480 2', 'C 1010 2')
  expect((await report(`asOf=${YEAR}-02-16`)).shown[0]).toBe('1010 0 0 1 -1')
})

test('12 closing entries of the period are left out unless asked for', async () => {
  const last = YEAR - 1
  await post(`${last}-03-01`, 'D 6480 100000', 'C 1010 100000')
  await post(`${last}-04-01`, 'D 2510 63250.50', 'C 6480 63250.50')
  const years = await made(company.api.get('/operator/v1/fiscal-years'))
  await made(company.api.post(`/operator/v1/fiscal-years/${years[0].id}/close`, {}))
  const year = `from=${last}-01-01&to=${last}-12-31`
  const open = [
    '1010 0 0 100000 -100000',
    '2510 0 63250.5 0 63250.5',
    '6480 0 100000 63250.5 36749.5',
  ]
  expect((await report(year)).shown).toEqual(open)
  expect((await report(`${year}&asOf=${YEAR}-02-20`)).shown).toEqual(open)
  expect((await report(`${year}&includeYearEnd=true`)).shown).toEqual([
    '1010 0 100000 100000 0',
    '2510 0 63250.5 63250.5 0',
    '6480 0 100000 63250.5 36749.5',
    '6940 0 0 36749.5 -36749.5',
  ])
  const next = await report()
  expect(next.shown).toEqual(['6480 36749.5 0 0 36749.5', '6940 -36749.5 0 0 -36749.5'])
  expect(next.unclosedPriorResult).toBe(0)
})

describe('what is refused', () => {
  const sentence = {
    from: { isDateString: 'from must be a valid ISO 8601 date string' },
    asOf: { isDateString: 'asOf must be a valid ISO 8601 date string' },
    tagId: { isUUID: 'each value in tagId must be a UUID' },
    format: { isEnum: 'format must be one of the following values: json, csv' },
    includeYearEnd: { isBoolean: 'includeYearEnd must be a boolean value' },
    accountId: { whitelistValidation: 'property accountId should not exist' },
  }

  test('every malformed parameter at once', async () => {
    const answer = await company.api.get(
      `${PATH}?from=2026-02-30&asOf=yesterday&tagId=x&format=pdf&includeYearEnd=1&accountId=1`,
    )
    expect(answer.body.code).toBe('SHARED_VALIDATION_FAILED')
    const { validationErrors } = answer.body.details
    expect(
      Object.fromEntries(
        validationErrors.map((each: { property: string; constraints: object }) => [
          each.property,
          each.constraints,
        ]),
      ),
    ).toEqual(sentence)
  })

  test.each([
    [`from=${YEAR}-02-01&to=${YEAR}-01-31`, 400, 'REPORT_RANGE_INVALID'],
    [`from=${YEAR}-02-21`, 400, 'REPORT_RANGE_INVALID'],
    [`tagId=${UNKNOWN}`, 404, 'DIMENSION_VALUE_NOT_FOUND'],
  ])('%s is %i %s', async (query, status, code) => {
    const answer = await company.api.get(`${PATH}?${query}`)
    expect(answer.body).toMatchObject({ statusCode: status, code })
  })

  test.each(['profit-and-lose', 'balance-sheet', 'trial-balance2'])(
    'the report %s does not exist',
    async (name) => {
      const answer = await company.api.get(`/operator/v1/reports/${name}?from=${YEAR}-01-01`)
      expect(answer.status).toBe(404)
      expect(answer.body).toMatchObject({
        code: 'REPORT_NOT_FOUND',
        details: { resource: 'REPORT', id: name },
      })
    },
  )

  test('no key, and a key without the operator scope', async () => {
    const answer = await server.app.inject({ url: `/api${PATH}` })
    expect(answer.statusCode).toBe(401)
    const other = await server.key(company, ['journal-entries-read'])
    expect((await other.get(PATH)).body).toMatchObject({
      code: 'INSUFFICIENT_PERMISSIONS',
      details: { requiredScopes: ['operator'] },
    })
  })

  test('another company sees nothing of these books', async () => {
    await post(`${YEAR}-01-10`, 'D 6480 1', 'C 1010 1')
    const other = await server.company()
    const { totals } = (await other.api.get(`${PATH}?asOf=${YEAR}-12-31`)).body
    expect(totals).toEqual({ openingBalance: 0, debit: 0, credit: 0, closingBalance: 0 })
  })
})

test('three years of balances on 60 accounts take less than 50 ms, without a line', async () => {
  await server.query(
    `insert into account_balances (company_id, account_id, date, year_end, debit, credit)
     select $1, id, day::date, false, 100, 100
     from (select id from accounts where company_id = $1
         and ledger_type in ('PROFIT_AND_LOSS', 'BALANCE_SHEET') order by id limit 60) account,
       generate_series(make_date($2, 1, 1), make_date($2 + 2, 12, 31), interval '1 day') day`,
    [company.id, YEAR - 2],
  )
  await server.query('analyze account_balances')
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    const start = performance.now()
    const answer = await company.api.get(`${PATH}?to=${YEAR}-12-31`)
    times.push(performance.now() - start)
    expect(answer.body.totals.debit).toBeGreaterThan(20_000)
  }
  const [best = 0] = times.toSorted((a, b) => a - b)
  // The statement alone takes about half of it; the bound leaves room for a busy machine.
  expect(best).toBeLessThan(50)
})
