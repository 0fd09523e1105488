import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyId } from '../../src/kernel/context.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'
import { UNKNOWN } from './parties.ts'

const PATH = '/v1/journal-entries'
const YEAR = new Date().getUTCFullYear()

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

const post = (more: object = {}) =>
  made(books.post('JOURNAL_ENTRY', ['D 6480 80', 'C 6486 80'], more))

const reverse = (id: string, terms?: object) => company.api.post(`${PATH}/${id}/reverse`, terms)

const reverseAll = (ids: readonly string[], terms: object = {}) =>
  company.api.post(`${PATH}/reverse`, { ids, ...terms })

describe('a reversal', () => {
  test('mirrors everything: parties, tags, hours, VAT facts, both currencies and rounding', async () => {
    const { id: dimension } = await made(
      company.api.post('/v1/dimensions', { name: 'Sted', isUnique: false }),
    )
    const tag = (
      await made(company.api.post(`/v1/dimensions/${dimension}/values`, { name: 'Aarhus' }))
    ).id
    const more = { tagIds: [tag], hours: 1.25, description: 'Linje', vendorId: books.vendorId }
    const original = await made(
      books.post(
        'JOURNAL_ENTRY',
        [
          books.line('D 2510 33.33 I25', more),
          'D 6480 33.33',
          'D 6480 33.33',
          'D 6480 33.33',
          'C 6486 133.32',
        ],
        {
          ...{ currency: 'EUR', exchangeRate: 7.4604, tagIds: [tag], originalAmount: 133.32 },
          ...{ reference: 'R-1', externalSystemId: 'X-1', dueDate: `${YEAR}-12-31` },
          customerId: books.customerId,
        },
      ),
    )
    const { body } = await reverse(original.id)
    expect(body).toMatchObject({
      ...{ entryType: 'JOURNAL_ENTRY', currency: 'EUR', exchangeRate: 7.4604, tagIds: [tag] },
      ...{
        originalAmount: -133.32,
        amount: 133.32,
        customerId: books.customerId,
        reference: 'R-1',
      },
      ...{ source: 'reversal', sourceId: original.id, reversalOfId: original.id },
      ...{ reversedById: null, date: original.date, attachmentCount: 0 },
      ...{ journalCategoryId: original.journalCategoryId },
      description: `Tilbageførsel af bilag ${YEAR}-${original.entryNumber}`,
    })
    expect(body.entryNumber).toBe(original.entryNumber + 1)
    expect(body.previousHash).toBe(original.entryHash)
    expect(body.lines).toEqual(
      original.lines.map((line: Record<string, unknown>) => ({
        ...{ ...line, id: expect.any(String), generated: true },
        ...{ debit: line['credit'], credit: line['debit'] },
        ...{ baseDebit: line['baseCredit'], baseCredit: line['baseDebit'] },
        hours: line['hours'] === null ? null : -1.25,
      })),
    )
    expect(body.lines.map((line: { lineKind: string }) => line.lineKind)).toContain('ROUNDING')
    const after = (await company.api.get(`${PATH}/${original.id}`)).body
    expect(after).toEqual({ ...original, reversedById: body.id, updatedAt: after.updatedAt })
  })

  test('takes date, description and reference', async () => {
    const { id } = await post()
    const terms = { date: `${YEAR}-02-01`, description: 'Fejl', reference: 'K-1' }
    expect((await reverse(id, terms)).body).toMatchObject(terms)
  })

  test('of an English company speaks English', async () => {
    const other = await server.company({ countryCode: 'GB' })
    const theirs = await booksOf(server, other)
    const { id, entryNumber } = await made(theirs.post('JOURNAL_ENTRY', ['D 6480 1', 'C 6486 1']))
    const { body } = await other.api.post(`${PATH}/${id}/reverse`, {})
    expect(body.description).toBe(`Reversal of entry ${YEAR}-${entryNumber}`)
  })

  test('needs no rate, and computes nothing again', async () => {
    const put = (rate: number) =>
      made(
        company.api.put('/operator/v1/exchange-rates', {
          ...{ currency: 'USD', date: `${YEAR}-01-02`, rate, source: 'Bank' },
        }),
      )
    await put(6.5)
    const { id } = await post({ currency: 'USD' })
    await put(9)
    const { body } = await reverse(id)
    expect([body.exchangeRate, ...books.shown(body)]).toEqual([
      ...[6.5, 'C 6480 80.00 (520.00)', 'D 6486 80.00 (520.00)'],
    ])
  })

  test('is audited on both entries and announced', async () => {
    const { id } = await post()
    const { body } = await reverse(id)
    const events = async (of: string) =>
      (await company.api.get(`/operator/v1/audit/events?resourceId=${of}`)).body.data
    expect(await events(id)).toMatchObject([
      {
        ...{ action: 'journal_entry.reverse', resourceType: 'journal_entry' },
        ...{ before: { reversedById: null }, after: { reversedById: body.id } },
      },
      { action: 'journal_entry.post' },
    ])
    expect(await events(body.id)).toMatchObject([{ action: 'journal_entry.post' }])
    const topics = await server.db.transact(companyId(company.id), 'read', (tx) =>
      tx.rows<{ topic: string; data: unknown }>(sql`
        select topic, data from outbox_events order by id desc limit 2`),
    )
    expect(topics).toMatchObject([
      {
        topic: 'journal_entry.reversed',
        data: { journalEntryId: id, reversalEntryId: body.id, amount: '80.00' },
      },
      { topic: 'journal_entry.posted', data: { journalEntryId: body.id } },
    ])
  })
})

describe('a reversal is refused', () => {
  test('twice, and of a reversal', async () => {
    const { id } = await post()
    const { body } = await reverse(id)
    const details = await expectRefusal(reverse(id), 400, 'JOURNAL_ENTRY_ALREADY_REVERSED')
    expect(details).toEqual({ reversedById: body.id })
    await expectRefusal(reverse(body.id), 400, 'JOURNAL_ENTRY_IS_REVERSAL')
  })

  test('before the original, on a locked day, and where no year is', async () => {
    const { id } = await post()
    const before = { date: `${YEAR}-01-14` }
    expect(await expectRefusal(reverse(id, before), 400, 'REVERSAL_DATE_BEFORE_ORIGINAL')).toEqual({
      ...{ date: `${YEAR}-01-14`, originalDate: `${YEAR}-01-15` },
    })
    await expectRefusal(reverse(id, { date: '2099-01-01' }), 400, 'FISCAL_YEAR_NOT_FOUND')
    await expectRefusal(reverse(id, { date: 'x' }), 400, 'SHARED_VALIDATION_FAILED')
    await expectRefusal(reverse(id, { lines: [] }), 400, 'SHARED_VALIDATION_FAILED')
    expect((await reverse(id)).status).toBe(200)
  })

  test('of what another area made, and of a closing', async () => {
    for (const source of ['invoice', 'payment', 'year_end']) {
      const { id } = await post()
      const set = (to: string) =>
        server.query('update journal_entries set source = $1 where id = $2', [to, id])
      await set(source)
      const details = await expectRefusal(reverse(id), 400, 'JOURNAL_ENTRY_NOT_REVERSIBLE')
      expect(details).toEqual({ source })
      await set('api')
    }
  })

  test('of an unknown entry, of one of others, without key or scope', async () => {
    await expectRefusal(reverse(UNKNOWN), 404, 'JOURNAL_ENTRY_NOT_FOUND')
    await expectRefusal(reverse('x'), 400, 'SHARED_VALIDATION_FAILED')
    const { id } = await post()
    const other = await server.company()
    const path = `${PATH}/${id}/reverse`
    await expectRefusal(other.api.post(path), 404, 'JOURNAL_ENTRY_NOT_FOUND')
    const reader = await server.key(company, ['journal-entries-read'])
    await expectRefusal(reader.post(path), 403, 'INSUFFICIENT_PERMISSIONS')
    const nobody = { headers: { 'x-api-key': '' } }
    await expectRefusal(company.api.post(path, {}, nobody), 401, 'UNAUTHORIZED')
  })
})

describe('several at once', () => {
  test('in the order of ids, with numbers in that order', async () => {
    const ids = [await post(), await post(), await post()].map((entry) => entry.id).toReversed()
    const { status, body } = await reverseAll(ids, { description: 'Oprydning' })
    expect([status, body.totalReversed]).toEqual([200, 3])
    expect(body.entries.map((entry: { reversalOfId: string }) => entry.reversalOfId)).toEqual(ids)
    const [first, , last] = body.entries
    expect(last.chainPosition - first.chainPosition).toBe(2)
    expect(first.description).toBe('Oprydning')
  })

  test('all or nothing, and the fault names its entry', async () => {
    const fine = await post()
    const done = await post()
    await reverse(done.id)
    const late = await post({ date: `${YEAR}-05-01` })
    const { total } = (await company.api.get(PATH)).body
    const faults: [string, object, number, string][] = [
      [done.id, {}, 400, 'JOURNAL_ENTRY_ALREADY_REVERSED'],
      [late.id, { date: `${YEAR}-04-01` }, 400, 'REVERSAL_DATE_BEFORE_ORIGINAL'],
      [UNKNOWN, {}, 404, 'JOURNAL_ENTRY_NOT_FOUND'],
    ]
    for (const [id, terms, status, code] of faults) {
      const details = await expectRefusal(reverseAll([fine.id, id], terms), status, code)
      expect(details).toMatchObject({ id })
    }
    expect((await company.api.get(PATH)).body.total).toBe(total)
    expect((await reverse(fine.id)).status).toBe(200)
  })

  test.each([
    [[], 'arrayMinSize'],
    [[UNKNOWN, UNKNOWN], 'arrayUnique'],
    [['x'], 'isUUID'],
    [null, 'isNotEmpty'],
  ])('ids %o', async (ids, rule) => {
    const sent = company.api.post(`${PATH}/reverse`, { ids })
    const { validationErrors } = await expectRefusal(sent, 400, 'SHARED_VALIDATION_FAILED')
    expect(validationErrors[0]).toMatchObject({ property: 'ids' })
    expect(Object.keys(validationErrors[0].constraints)).toContain(rule)
  })
})

describe('in a locked period', () => {
  test('the default is today, the original date is refused, the reference can still be corrected', async () => {
    const entry = await post({ date: `${YEAR - 1}-12-15` })
    const through = `${YEAR - 1}-12-31`
    await made(company.api.post('/operator/v1/periods/lock', { through }))
    const details = await expectRefusal(
      reverse(entry.id, { date: entry.date }),
      ...[400, 'PERIOD_LOCKED'],
    )
    expect(details).toEqual({ date: entry.date, lockedThrough: through, reason: 'period_locked' })
    const ids = [entry.id]
    expect(
      await expectRefusal(reverseAll(ids, { date: entry.date }), 400, 'PERIOD_LOCKED'),
    ).toMatchObject({ id: entry.id })
    const corrected = await company.api.patch(`${PATH}/${entry.id}`, { reference: 'Ny' })
    expect(corrected.status).toBe(200)
    const { body } = await reverse(entry.id)
    const copenhagen = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' })
    expect(body.date).toBe(copenhagen.format(new Date()))
  })
})
