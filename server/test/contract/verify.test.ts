import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { booksOf } from '../harness/books.ts'
import { expectRefusal, made } from './answers.ts'

const PATH = '/operator/v1/audit/verify'
const YEAR = new Date().getUTCFullYear()

let server: TestApp
let company: TestCompany

beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

const verify = () => made(company.api.get(PATH))

/** Statements as the owner, past every privilege, trigger and foreign key; `$1` is the company. */
async function tamper(...statements: string[]) {
  const id = `'${company.id}'`
  const texts = statements.map((statement) => statement.replaceAll('$1', id))
  await server.query(
    `set session_replication_role = replica; set app.company_id = ${id}; ${texts.join('; ')}`,
  )
}

test('empty books are proved', async () => {
  company = await server.company()
  expect(await verify()).toEqual({
    ok: true,
    entries: 0,
    headPosition: 0,
    headHash: '0'.repeat(64),
    firstBroken: null,
  })
})

describe('books with entries', () => {
  let ids: string[]
  let headHash: string

  beforeEach(async () => {
    company = await server.company()
    const books = await booksOf(server, company)
    const date = `${YEAR}-01-15`
    const text = Buffer.from('Bilag').toString('base64')
    const invoice = await made(
      books.post('CUSTOMER_INVOICE', ['C 1010 1250.00 U25'], {
        ...{
          originalAmount: 1250,
          customerId: books.customerId,
          description: 'Kontorartikler æøå',
        },
        attachments: [{ fileName: 'a.txt', mimeType: 'text/plain', content: text }],
      }),
    )
    const foreign = await made(
      books.post(
        'JOURNAL_ENTRY',
        ['D 2510 33.33', 'D 2510 33.33', 'D 2510 33.33', 'C 6480 99.99'],
        {
          ...{ date, currency: 'EUR', exchangeRate: 7.4604 },
        },
      ),
    )
    const last = await made(
      books.post('JOURNAL_ENTRY', ['D 6480 10', 'C 1010 10'], { date: `${YEAR - 1}-12-31` }),
    )
    const reversal = await made(
      company.api.post(`/v1/journal-entries/${foreign.id}/reverse`, { date }),
    )
    ids = [invoice.id, foreign.id, last.id, reversal.id]
    headHash = reversal.entryHash
  })

  test('are proved, with files, currencies and reversals', async () => {
    expect(await verify()).toEqual({
      ...{ ok: true, entries: 4, headPosition: 4, headHash },
      firstBroken: null,
    })
  })

  test('are proved batch after batch; a corrected reference breaks nothing', async () => {
    const lines = (await made(company.api.get(`/v1/journal-entries/${ids[2]}`))).lines.map(
      (line: Record<string, unknown>) => ({
        accountId: line['accountId'],
        ...(line['debit'] === null ? { credit: line['credit'] } : { debit: line['debit'] }),
      }),
    )
    const entry = { entryType: 'JOURNAL_ENTRY', date: `${YEAR}-02-01`, lines }
    const entries = Array.from({ length: 100 }, () => entry)
    for (let batch = 0; batch < 10; batch++) {
      await made(company.api.post('/v2/journal-entries/batch', { entries }))
    }
    await made(company.api.patch(`/v1/journal-entries/${ids[2]}`, { reference: 'corrected' }))
    expect(await verify()).toMatchObject({ ok: true, entries: 1004, headPosition: 1004 })
    await tamper(`${ENTRIES} description = 'x' ${AT} 1003`)
    expect(await verify()).toMatchObject({ ok: false, firstBroken: { chainPosition: 1003 } })
  })

  test('are proved with a year closed and opened again', async () => {
    const path = '/operator/v1/fiscal-years'
    const [year] = await made(company.api.get(path))
    await made(company.api.post(`${path}/${year.id}/close`, {}))
    expect(await verify()).toMatchObject({ ok: true, entries: 5 })
    await made(company.api.post(`${path}/${year.id}/reopen`, { reason: 'a late invoice' }))
    expect(await verify()).toMatchObject({ ok: true, entries: 6 })
  })

  const LINES = 'update journal_lines line set'
  const ENTRIES = 'update journal_entries set'
  const AT = 'where company_id = $1 and chain_position ='
  const OF = (position: number) =>
    `where line.company_id = $1
      and line.entry_id = (select id from journal_entries ${AT} ${position})`

  test.each<[string, number | null, string, string[]]>([
    ['one amount', 2, 'unbalanced', [`${LINES} amount = amount + 1 ${OF(2)} and line_number = 1`]],
    [
      'amounts that still balance',
      2,
      'entry_hash',
      [
        `${LINES} amount = amount + 5, base_amount = base_amount + 5 ${OF(2)} and line_number = 1`,
        `${LINES} amount = amount - 5, base_amount = base_amount - 5 ${OF(2)} and line_number = 4`,
      ],
    ],
    [
      'a base amount',
      1,
      'unbalanced',
      [`${LINES} base_amount = base_amount - 1 ${OF(1)} and line_number = 1`],
    ],
    [
      'an account',
      1,
      'entry_hash',
      [
        `${LINES} account_id = (select id from accounts
           where company_id = $1 and account_number = 1050) ${OF(1)} and line_number = 1`,
      ],
    ],
    ['a description', 1, 'entry_hash', [`${ENTRIES} description = 'x' ${AT} 1`]],
    ['a tag', 1, 'entry_hash', [`${ENTRIES} tag_ids = array[id] ${AT} 1`]],
    ['the day of an entry', 1, 'lines', [`${ENTRIES} date = date + 1 ${AT} 1`]],
    ['the day of a line', 3, 'lines', [`${LINES} date = date + 1 ${OF(3)} and line_number = 2`]],
    [
      'a line made a closing one',
      3,
      'lines',
      [`${LINES} year_end = true ${OF(3)} and line_number = 2`],
    ],
    [
      'a file',
      1,
      'entry_hash',
      [`update attachments set file_name = 'b.txt' where company_id = $1`],
    ],
    ['a stored hash', 3, 'entry_hash', [`${ENTRIES} entry_hash = sha256(entry_hash) ${AT} 3`]],
    ['a link of the chain', 3, 'previous_hash', [`${ENTRIES} previous_hash = entry_hash ${AT} 3`]],
    ['a deleted line', 2, 'lines', [`delete from journal_lines line ${OF(2)} and line_number = 4`]],
    ['a deleted entry', 3, 'chain_position', [`delete from journal_entries ${AT} 2`]],
    [
      'a deleted last entry',
      null,
      'ledger_head',
      [
        `delete from journal_lines line ${OF(4)}`,
        `update journal_entries set reversed_by_id = null ${AT} 2`,
        `delete from journal_entries ${AT} 4`,
      ],
    ],
    [
      'swapped numbers',
      1,
      'entry_number',
      [
        `${ENTRIES} entry_number = 99 ${AT} 1`,
        `${ENTRIES} entry_number = 1 ${AT} 2`,
        `${ENTRIES} entry_number = 2 ${AT} 1`,
      ],
    ],
    ['a party', 1, 'control_party', [`${LINES} customer_id = null ${OF(1)}`]],
    ['a reversal unlinked', 4, 'reversal_link', [`${ENTRIES} reversed_by_id = null ${AT} 2`]],
    ['a reversal made up', 1, 'reversal_link', [`${ENTRIES} reversed_by_id = id ${AT} 1`]],
    [
      'a balance',
      null,
      'account_balance',
      [`update account_balances set debit = debit + 1 where company_id = $1 and debit = 1000`],
    ],
    [
      'a balance made up',
      null,
      'account_balance',
      [
        `insert into account_balances select company_id, account_id, date + 1, year_end, 1, 1
       from account_balances where company_id = $1 limit 1`,
      ],
    ],
    [
      'a balance deleted',
      null,
      'account_balance',
      [`delete from account_balances where company_id = $1 and debit = 1000`],
    ],
    [
      'the head of the ledger',
      null,
      'ledger_head',
      [`update ledger_heads set chain_position = 5 where company_id = $1`],
    ],
    [
      'the last number',
      null,
      'ledger_head',
      [`update ledger_heads set entry_numbers = '{}' where company_id = $1`],
    ],
  ])('%s changed: position %s, %s', async (_, chainPosition, reason, statements) => {
    await tamper(...statements)
    const { ok, firstBroken } = await verify()
    expect(ok).toBe(false)
    expect(firstBroken).toMatchObject({ chainPosition, reason })
    if (chainPosition !== null) expect(firstBroken.entryId).toBe(ids[chainPosition - 1])
    else expect(firstBroken.entryId).toBeNull()
    expect(firstBroken.message).toMatch(/^[A-Z].*\.$/)
  })

  test('one company is not broken by the other', async () => {
    const broken = company
    await tamper(`${ENTRIES} description = 'x' ${AT} 1`)
    company = await server.company()
    expect(await verify()).toMatchObject({ ok: true, entries: 0 })
    company = broken
    expect(await verify()).toMatchObject({ ok: false, entries: 4 })
  })
})

test('no key, a key without the operator scope, an unknown parameter', async () => {
  company = await server.company()
  expect((await server.app.inject({ url: `/api${PATH}` })).statusCode).toBe(401)
  const other = await server.key(company, ['journal-entries-read'])
  const details = await expectRefusal(other.get(PATH), 403, 'INSUFFICIENT_PERMISSIONS')
  expect(details).toEqual({ requiredScopes: ['operator'] })
  await expectRefusal(company.api.get(`${PATH}?year=1`), 400, 'SHARED_VALIDATION_FAILED')
})
