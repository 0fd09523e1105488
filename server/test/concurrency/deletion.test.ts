import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { proveBooks } from '../properties/proof.ts'

const ROUNDS = 40

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
})
afterAll(() => server.close())

const create = async (path: string, body: object): Promise<string> => {
  const answer = await company.api.post(path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}

/** What is posted on, how it is made, and how it goes away. */
const things: Record<string, (round: number) => Promise<{ path: string; entry: object }>> = {
  async 'dimension value'(round) {
    const dimension = await create('/v1/dimensions', { name: `Sted ${round}`, isUnique: false })
    const values = `/v1/dimensions/${dimension}/values`
    const tag = await create(values, { name: 'Aarhus' })
    return { path: `${values}/${tag}`, entry: { tagIds: [tag] } }
  },
  async 'journal category'(round) {
    const categories = '/operator/v1/journal-categories'
    const journalCategoryId = await create(categories, { name: `Kladde ${round}` })
    return { path: `${categories}/${journalCategoryId}`, entry: { journalCategoryId } }
  },
  async account(round) {
    const accounts = '/operator/v1/accounts'
    const accountId = await create(accounts, {
      ...{ accountNumber: 9000 + round, name: 'Konto', ledgerType: 'BALANCE_SHEET' },
      accountClassification: 'ASSET',
    })
    const lines = [{ accountId, debit: 1 }, books.line('C 6486 1')]
    return { path: `${accounts}/${accountId}`, entry: { lines } }
  },
  async customer(round) {
    const [group] = (await company.api.get('/v1/customer-groups')).body
    const customerId = await create('/v1/customers', {
      ...{ name: `Kunde ${round}`, customerType: 'company', vatZone: 'domestic' },
      ...{ countryCode: 'DK', customerGroupId: group.id },
    })
    return { path: `/operator/v1/customers/${customerId}`, entry: { customerId } }
  },
  async vendor(round) {
    const [group] = (await company.api.get('/v1/vendor-groups')).body
    const vendorId = await create('/v1/vendors', {
      ...{ vendorNumber: `V${round}`, name: `Leverandør ${round}`, currency: 'DKK' },
      ...{ countryCode: 'DK', vendorGroupId: group.id, contacts: [{ name: 'Bo' }] },
    })
    return { path: `/operator/v1/vendors/${vendorId}`, entry: { vendorId } }
  },
}

test.each(Object.keys(things))(
  'a %s deleted while it is posted on: one of both is refused, nothing breaks',
  async (name) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { path, entry } = (await things[name]?.(round)) ?? { path: '', entry: {} }
      const post = () => books.post('JOURNAL_ENTRY', ['D 6480 1', 'C 6486 1'], entry)
      // Round by round the deletion comes a little later into the posting.
      const remove = () => sleep((round % 10) / 2).then(() => company.api.delete(path))
      const answers = await Promise.all([post(), remove(), post()])
      const outcomes = answers.map(({ status, body }) => `${status} ${body?.code ?? ''}`.trim())
      for (const outcome of outcomes) expect(outcome).not.toMatch(/^5/)
      const [first, removal, second] = outcomes
      const isPosted = [first, second].includes('201')
      // Accounts and categories that are in use are put out of use instead.
      if (isPosted && removal === '204') {
        expect(['account', 'journal category']).toContain(name)
      }
    }
    await proveBooks(company.api)
  },
  30_000,
)
