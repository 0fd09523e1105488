import { afterAll, beforeAll, expect, test } from 'vitest'
import { companyId, type Statement } from '../../src/kernel/context.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'

let server: TestApp

beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

function rows<Row>(company: TestCompany, statement: Statement): Promise<Row[]> {
  return server.db.transact(companyId(company.id), 'read', (tx) => tx.rows<Row>(statement))
}

test('a new Danish company has the chart of annex A', async () => {
  const company = await server.company()
  const accounts = await rows<{ ledger_type: string; vat_code: string | null }>(
    company,
    sql`select account.*, code.vat_code from accounts account
      left join vat_codes code on code.id = account.vat_code_id order by account_number`,
  )
  const postable = accounts.filter(({ ledger_type }) =>
    ['PROFIT_AND_LOSS', 'BALANCE_SHEET'].includes(ledger_type),
  )
  expect([postable.length, accounts.length - postable.length]).toEqual([144, 43])
  expect(accounts.find((account) => 'account_number' in account)).toMatchObject({
    account_number: 1000,
    public_account_id: 1000,
    name: 'RESULTATOPGØRELSE',
    ledger_type: 'HEADING_BREAK',
  })
  const byNumber = new Map(
    accounts.map((account) => [
      (account as unknown as { account_number: number }).account_number,
      account,
    ]),
  )
  expect(byNumber.get(1015)).toMatchObject({
    name: 'Abonnementer, Danmark',
    name_en: 'Subscriptions, Denmark',
    public_account_id: 1010,
    account_classification: 'REVENUE',
    vat_code: 'U25',
    control_account_type: null,
    system_role: null,
  })
  expect(byNumber.get(6190)).toMatchObject({
    control_account_type: 'ACCOUNTS_RECEIVABLE',
    system_role: null,
  })
  expect(byNumber.get(7440)).toMatchObject({ control_account_type: 'ACCOUNTS_PAYABLE' })
  expect(byNumber.get(2395)).toMatchObject({ system_role: 'PAYMENT_FEES', vat_code: 'I0' })
  expect(byNumber.get(1390)).toMatchObject({ ledger_type: 'TOTAL_FROM', total_from: 1001 })
  expect(byNumber.get(1815)).toMatchObject({
    total_intervals: [
      { from: 1001, to: 1390 },
      { from: 1600, to: 1810 },
    ],
  })
  const roles = await rows(
    company,
    sql`select system_role from accounts where system_role is not null`,
  )
  expect(roles).toHaveLength(12)
})

test('a new company has 16 VAT codes, one category, this year and the two first groups', async () => {
  const company = await server.company()
  const codes = await rows(
    company,
    sql`select code.*, book.account_number as book,
    contra.account_number as contra from vat_codes code
    join accounts book on book.id = code.account_to_book_id
    left join accounts contra on contra.id = code.contra_account_to_book_id`,
  )
  expect(codes).toHaveLength(16)
  expect(codes).toContainEqual(
    expect.objectContaining({
      vat_code: 'IOBP',
      name: 'Indenlandsk omvendt betalingspligt, køb',
      vat_rate: '25.00',
      principle: 'NET',
      ...{ book: 7740, contra: 7680, deduction_rate: '100.00' },
      ...{ box_base: null, box_vat: 'purchaseVat', box_contra: 'salesVat' },
    }),
  )
  expect(codes).toContainEqual(
    expect.objectContaining({ vat_code: 'IREP', principle: 'GROSS', deduction_rate: '25.00' }),
  )
  const types = ['JOURNAL_ENTRY', 'SUPPLIER_INVOICE', 'SUPPLIER_PAYMENT', 'CUSTOMER_INVOICE']
  expect(await rows(company, sql`select * from journal_categories`)).toMatchObject([
    {
      name: 'Finansjournal',
      is_default: true,
      allowed_journal_types: [...types, 'CUSTOMER_PAYMENT'],
    },
  ])
  const year = String(new Date().getFullYear())
  expect(await rows(company, sql`select * from fiscal_years`)).toMatchObject([
    { name: year, start_date: `${year}-01-01`, end_date: `${year}-12-31`, status: 'open' },
  ])
  for (const [table, account] of [
    ['customer_groups', 6190],
    ['vendor_groups', 7440],
  ] as const) {
    const groups = await rows(company, {
      text: `select g.number, account_number from ${table} g join accounts a on a.id = g.account_id`,
      values: [],
    })
    expect(groups).toEqual([{ number: '1', account_number: account }])
  }
})

test('a company outside Denmark has the same chart under its English names', async () => {
  const company = await server.company({ countryCode: 'SE', currency: 'SEK' })
  const names = await rows(
    company,
    sql`select name, name_en from accounts where account_number = 6480`,
  )
  expect(names).toEqual([{ name: 'Bank', name_en: 'Bank' }])
  const sales = await rows(company, sql`select name from vat_codes where vat_code = 'U25'`)
  expect(sales).toEqual([{ name: 'Domestic output VAT' }])
})

test('every company has ids of its own', async () => {
  const [one, other] = [await server.company(), await server.company()]
  const ids = await Promise.all(
    [one, other].map((company) => rows<{ id: string }>(company, sql`select id from accounts`)),
  )
  expect(new Set(ids.flat().map(({ id }) => id)).size).toBe(2 * 187)
})
