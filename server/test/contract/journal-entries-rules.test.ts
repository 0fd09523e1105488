import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'
import { UNKNOWN } from './parties.ts'

let server: TestApp
let company: TestCompany
let books: Books
/** Customer and account of another company. */
let theirs: { readonly customerId: string; readonly accountId: string }

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
  const other = await booksOf(server, await server.company())
  theirs = { customerId: other.customerId, accountId: other.account(6480) }
})
afterAll(async () => {
  const { body } = await company.api.get('/operator/v1/audit/verify')
  expect(body.firstBroken).toBeNull()
  await server.close()
})

/** A sales invoice of one line that is right but for what is given. */
const invoice = (lines: (string | object)[], more: object = {}) =>
  books.post('CUSTOMER_INVOICE', lines, {
    ...{ originalAmount: 100, customerId: books.customerId, ...more },
  })

const plain = (lines: (string | object)[], more: object = {}) =>
  books.post('JOURNAL_ENTRY', lines, more)

const operator = async (path: string, body: object) =>
  await made(company.api.post(`/operator/v1${path}`, body))

const changed = async (path: string, body: object) =>
  await made(company.api.patch(`/operator/v1${path}`, body))

describe('references', () => {
  test.each([
    ['customerId', () => ({ customerId: UNKNOWN }), 404, 'CUSTOMER_NOT_FOUND'],
    ['a customer of others', () => ({ customerId: theirs.customerId }), 404, 'CUSTOMER_NOT_FOUND'],
    ['vendorId', () => ({ vendorId: UNKNOWN }), 404, 'VENDOR_NOT_FOUND'],
    ['tagIds', () => ({ tagIds: [UNKNOWN] }), 404, 'DIMENSION_VALUE_NOT_FOUND'],
  ])('%s of the entry', async (_name, more, status, code) => {
    const details = await expectRefusal(plain(['D 6480 1', 'C 1010 1'], more()), status, code)
    expect(details).not.toHaveProperty('lineIndex')
  })

  test('the category is 400', async () => {
    const sent = plain(['D 6480 1', 'C 1010 1'], { journalCategoryId: UNKNOWN })
    const details = await expectRefusal(sent, 400, 'JOURNAL_CATEGORY_NOT_FOUND')
    expect(details).toEqual({ journalCategoryId: UNKNOWN })
  })

  test.each([
    ['accountId', () => ({ accountId: UNKNOWN }), 'LEDGER_NOT_FOUND'],
    ['an account of others', () => ({ accountId: theirs.accountId }), 'LEDGER_NOT_FOUND'],
    ['vatCodeId', () => ({ vatCodeId: UNKNOWN }), 'VAT_CODE_NOT_FOUND'],
    ['customerId', () => ({ customerId: UNKNOWN }), 'CUSTOMER_NOT_FOUND'],
    ['vendorId', () => ({ vendorId: UNKNOWN }), 'VENDOR_NOT_FOUND'],
    ['tagIds', () => ({ tagIds: [UNKNOWN] }), 'DIMENSION_VALUE_NOT_FOUND'],
  ])('%s of a line', async (_name, more, code) => {
    const sent = plain(['D 6480 1', books.line('C 1010 1', more())])
    expect(await expectRefusal(sent, 404, code)).toMatchObject({ lineIndex: 1 })
  })

  test('references come before every other rule', async () => {
    const sent = plain([books.line('D 6480 1', { credit: 1 }), 'C 1000 2'], { vendorId: UNKNOWN })
    await expectRefusal(sent, 404, 'VENDOR_NOT_FOUND')
  })
})

describe('lines and parties', () => {
  test.each([
    ['both sides', { debit: 1, credit: 1 }],
    ['no side', { debit: null, credit: null }],
  ])('a line with %s', async (_name, sides) => {
    const line = { accountId: books.account(6480), ...sides }
    const details = await expectRefusal(
      plain(['C 1010 1', line]),
      ...[400, 'JOURNAL_LINE_AMOUNT_INVALID'],
    )
    expect(details).toEqual({ lineIndex: 1 })
  })

  test.each([0, null, undefined])('originalAmount %s of a locked type', async (originalAmount) => {
    await expectRefusal(
      invoice(['C 1010 100'], { originalAmount }),
      ...[400, 'ORIGINAL_AMOUNT_REQUIRED'],
    )
  })

  test('the other party on a locked type', async () => {
    const { customerId, vendorId } = books
    const sent = invoice(['C 1010 100'], { vendorId })
    const details = await expectRefusal(sent, 400, 'JOURNAL_COUNTERPARTY_MISMATCH')
    expect(details).toEqual({ property: 'vendorId' })
    const bill = books.post('SUPPLIER_INVOICE', ['D 1610 100'], {
      ...{ originalAmount: 100, vendorId, customerId },
    })
    expect(await expectRefusal(bill, 400, 'JOURNAL_COUNTERPARTY_MISMATCH')).toEqual({
      property: 'customerId',
    })
  })

  test.each([1000, 1390, 1815])('account %i is no posting account', async (number) => {
    const accountId = books.account(number)
    const details = await expectRefusal(
      plain(['D 6480 1', `C ${number} 1`]),
      ...[400, 'LEDGER_NOT_POSTABLE'],
    )
    expect(details).toEqual({ lineIndex: 1, accountId })
  })

  test('the line on the group account, in v2 only', async () => {
    const { customerId } = books
    const line = books.line('D 6190 100', { customerId })
    const sent = invoice([line, 'C 1010 200'])
    const details = await expectRefusal(sent, 400, 'JOURNAL_CONTROL_LINE_NOT_ALLOWED')
    expect(details).toEqual({ lineIndex: 0, accountId: books.account(6190) })
    const plainly = await plain([line, 'C 1010 100'])
    expect(books.shown(plainly.body)).toEqual(['D 6190 100.00', 'C 1010 100.00'])
  })

  test.each([
    ['D 6190 1', 'JOURNAL_LINE_CUSTOMER_REQUIRED'],
    ['D 7440 1', 'JOURNAL_LINE_VENDOR_REQUIRED'],
  ])('%s names its party', async (line, code) => {
    const details = await expectRefusal(plain(['C 1010 1', line]), 400, code)
    expect(details).toMatchObject({ lineIndex: 1 })
  })

  test('netting: the payable of the other party in a locked type', async () => {
    const { vendorId } = books
    const sent = ['C 1010 60', books.line('C 7440 40', { vendorId })]
    expect(books.shown((await invoice(sent)).body)).toEqual([
      ...['C 1010 60.00', 'C 7440 40.00', 'K D 6190 100.00'],
    ])
    const details = await expectRefusal(
      invoice(['C 1010 60', 'C 7440 40']),
      ...[400, 'JOURNAL_LINE_VENDOR_REQUIRED'],
    )
    expect(details).toMatchObject({ lineIndex: 1 })
  })

  test('a VAT code on a control account', async () => {
    const line = books.line('D 7440 1 I25', { vendorId: books.vendorId })
    const details = await expectRefusal(
      plain(['C 1010 1', line]),
      ...[400, 'JOURNAL_LINE_VAT_NOT_ALLOWED'],
    )
    expect(details).toEqual({ lineIndex: 1, vatCodeId: books.vat('I25') })
  })
})

describe('set-up that is not in use any more', () => {
  test('an inactive account: refused, but a reversal still uses it', async () => {
    const sold = await made(plain(['D 6480 7', 'C 1550 7']))
    await changed(`/accounts/${books.account(1550)}`, { isActive: false })
    const details = await expectRefusal(plain(['D 6480 7', 'C 1550 7']), 400, 'LEDGER_INACTIVE')
    expect(details).toEqual({ lineIndex: 1, accountId: books.account(1550) })
    const reversal = await company.api.post(`/v1/journal-entries/${sold.id}/reverse`)
    expect([reversal.status, ...books.shown(reversal.body)]).toEqual([
      ...[200, 'C 6480 7.00', 'D 1550 7.00'],
    ])
  })

  test('an inactive VAT code', async () => {
    await changed(`/vat-codes/${books.vat('I0')}`, { isActive: false })
    const details = await expectRefusal(
      plain(['C 6480 7', 'D 2390 7 I0']),
      ...[400, 'VAT_CODE_INACTIVE'],
    )
    expect(details).toEqual({ lineIndex: 1, vatCodeId: books.vat('I0') })
  })

  test('a group whose account is inactive', async () => {
    const account = await operator('/accounts', {
      ...{ accountNumber: 6191, name: 'Debitorer, nye', ledgerType: 'BALANCE_SHEET' },
      ...{ accountClassification: 'ASSET', controlAccountType: 'ACCOUNTS_RECEIVABLE' },
    })
    const group = { number: '77', name: 'Nye', accountId: account.id }
    const { id } = await operator('/customer-groups', group)
    const customer = await made(
      company.api.post('/v1/customers', {
        ...{ customerType: 'company', name: 'Nordlys ApS', vatZone: 'domestic', countryCode: 'DK' },
        customerGroupId: id,
      }),
    )
    const sent = () => invoice(['C 1010 100'], { customerId: customer.id })
    expect(books.shown((await sent()).body)).toEqual(['C 1010 100.00', 'K D 6191 100.00'])
    await changed(`/accounts/${account.id}`, { isActive: false })
    const details = await expectRefusal(sent(), 400, 'CONTROL_ACCOUNT_INVALID')
    expect(details).toEqual({ accountId: account.id })
  })

  test('a type that the category does not take', async () => {
    const category = await operator('/journal-categories', {
      ...{ name: 'Kasse', allowedJournalTypes: ['CUSTOMER_PAYMENT'] },
    })
    const details = await expectRefusal(
      plain(['D 6480 1', 'C 1010 1'], { journalCategoryId: category.id }),
      ...[400, 'JOURNAL_TYPE_NOT_ALLOWED'],
    )
    expect(details).toEqual({ journalCategoryId: category.id, entryType: 'JOURNAL_ENTRY' })
    const taken = await books.post('CUSTOMER_PAYMENT', ['D 6480 5'], {
      ...{ originalAmount: 5, customerId: books.customerId, journalCategoryId: category.id },
    })
    expect(taken.body.journalCategoryId).toBe(category.id)
  })
})

describe('tags', () => {
  const tagged = (entryTags: string[], lineTags: string[]) =>
    plain(['D 6480 1', books.line('C 1010 1', { tagIds: lineTags })], { tagIds: entryTags })

  const value = (dimensionId: string, name: string) =>
    made(company.api.post(`/v1/dimensions/${dimensionId}/values`, { name }))

  test('two values of a unique dimension, entry and lines together', async () => {
    const { id } = await made(company.api.post('/v1/dimensions', { name: 'Afd.', isUnique: true }))
    const [a, b] = [await value(id, 'A'), await value(id, 'B')]
    const details = await expectRefusal(tagged([a.id], [b.id]), 400, 'JOURNAL_DIMENSION_CONFLICT')
    expect(details).toEqual({ dimensionId: id, valueIds: [a.id, b.id] })
    expect((await tagged([a.id], [a.id])).status).toBe(201)
    await company.api.put(`/v1/dimensions/${id}/values/${a.id}`, { isActive: false })
    await expectRefusal(tagged([], [a.id]), 400, 'DIMENSION_VALUE_INACTIVE')
  })

  test('two subprojects on one line or on the entry, and an archived project', async () => {
    const project = await made(company.api.post('/v1/projects', { name: 'Havn' }))
    const path = `/v1/projects/${project.id}`
    const { id: pier } = await made(company.api.post(`${path}/subprojects`, { name: 'Mole' }))
    const all = project.defaultSubprojectId
    for (const sent of [tagged([all, pier], []), tagged([], [pier, all])]) {
      const details = await expectRefusal(sent, 400, 'JOURNAL_DIMENSION_CONFLICT')
      expect(details.dimensionId).toBe(project.dimensionId)
      expect([...details.valueIds].sort()).toEqual([all, pier].sort())
    }
    expect((await tagged([all], [pier])).status).toBe(201)
    await company.api.put(path, { isArchived: true })
    await expectRefusal(tagged([], [pier]), 400, 'PROJECT_ARCHIVED')
  })
})
