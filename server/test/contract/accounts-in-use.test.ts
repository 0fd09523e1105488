import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const ACCOUNTS = '/operator/v1/accounts'

let server: TestApp
let company: TestCompany

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
})
afterAll(() => server.close())

interface Account {
  readonly id: string
  readonly accountNumber: number
}

async function account(api: Client, number: number): Promise<Account> {
  const found = ((await api.get(ACCOUNTS)).body as Account[]).find(
    ({ accountNumber }) => accountNumber === number,
  )
  if (found === undefined) throw new Error(`no account ${number}`)
  return found
}

let numbers = 90_000
function sales(fields: object = {}): object {
  numbers += 1
  const type = { ledgerType: 'PROFIT_AND_LOSS', accountClassification: 'REVENUE' }
  return { accountNumber: numbers, name: 'Salg', ...type, ...fields }
}

async function post(api: Client, debit: string, credit: string): Promise<void> {
  const date = new Date().toISOString().slice(0, 10)
  const lines = [
    { accountId: debit, debit: 100 },
    { accountId: credit, credit: 100 },
  ]
  const answer = await api.post('/v1/journal-entries', { entryType: 'JOURNAL_ENTRY', date, lines })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
}

test('postings fix number, type, classification and control, and turn deletion into deactivation', async () => {
  const { body: made } = await company.api.post(ACCOUNTS, sales())
  const bank = await account(company.api, 6480)
  await post(company.api, bank.id, made.id)
  const path = `${ACCOUNTS}/${made.id}`
  for (const patch of [
    { accountNumber: 95_001 },
    { accountClassification: 'EXPENSE' },
    { ledgerType: 'BALANCE_SHEET', accountClassification: 'ASSET' },
  ]) {
    const answer = await company.api.patch(path, patch)
    expect(answer.body).toMatchObject({ code: 'ACCOUNT_IN_USE', statusCode: 400 })
    expect(answer.body.details.fields).toEqual(Object.keys(patch).sort().reverse())
  }
  expect((await company.api.patch(path, { name: 'Nyt navn' })).status).toBe(200)
  expect((await company.api.delete(path)).status).toBe(204)
  expect((await company.api.delete(path)).status).toBe(204)
  expect((await company.api.get(path)).body).toMatchObject({ name: 'Nyt navn', isActive: false })
})

test('an account that nothing named is gone', async () => {
  const { body: made } = await company.api.post(ACCOUNTS, sales())
  const path = `${ACCOUNTS}/${made.id}`
  expect((await company.api.delete(path)).status).toBe(204)
  expect((await company.api.get(path)).status).toBe(404)
  expect((await company.api.delete(path)).status).toBe(404)
})

test.each([
  [6940, 'a role'],
  [7740, 'a VAT code'],
  [6190, 'a customer group'],
  [7440, 'a vendor group'],
])('account %i cannot go: %s names it', async (number) => {
  const { id } = await account(company.api, number)
  const answer = await company.api.delete(`${ACCOUNTS}/${id}`)
  expect(answer.body).toMatchObject({ code: 'ACCOUNT_REQUIRED_BY_SETUP', statusCode: 400 })
  const heading = await company.api.patch(`${ACCOUNTS}/${id}`, {
    ...{ ledgerType: 'HEADING', accountClassification: null, controlAccountType: null },
    systemRole: null,
  })
  expect(heading.body.code).toBe(number === 6940 ? undefined : 'ACCOUNT_REQUIRED_BY_SETUP')
})
