import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../src/kernel/id.ts'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'
import { made } from './answers.ts'

let server: TestApp
let company: TestCompany
let books: Books

afterAll(() => server.close())

const post = (...lines: (string | object)[]) => made(books.post('JOURNAL_ENTRY', lines))

describe('a trial balance of tags', () => {
  const values: Record<string, string> = {}

  beforeAll(async () => {
    server = await testApp()
    company = await server.company()
    books = await booksOf(server, company)
    for (const dimension of ['place', 'team']) {
      values[dimension] = uuidv7()
      await server.query(
        `insert into dimensions (company_id, id, name, is_unique, created_at, updated_at)
         values ($1, $2, $3, false, now(), now())`,
        [company.id, values[dimension], dimension],
      )
    }
    const tree = [
      ['dk', 'place', null],
      ['aarhus', 'place', 'dk'],
      ['havn', 'place', 'aarhus'],
      ['se', 'place', null],
      ['sales', 'team', null],
    ] as const
    for (const [name, dimension, parent] of tree) {
      values[name] = uuidv7()
      await server.query(
        `insert into dimension_values (company_id, id, dimension_id, parent_id, name, created_at,
         updated_at) values ($1, $2, $3, $4, $5, now(), now())`,
        [company.id, values[name], values[dimension], parent && values[parent], name],
      )
    }
    const tagged = (text: string, ...names: string[]) =>
      books.line(text, { tagIds: names.map((name) => values[name]) })
    await post(tagged('D 2510 1', 'dk'), 'C 6480 1')
    await post(tagged('D 2510 2', 'havn', 'sales'), 'C 6480 2')
    await post(tagged('D 2510 4', 'se'), 'C 6480 4')
    await made(
      books.post('JOURNAL_ENTRY', ['D 2510 8', tagged('C 6480 8', 'aarhus')], {
        tagIds: [values['sales']],
      }),
    )
  })

  test.each([
    ['a value includes its descendants', ['dk'], { 2510: 3, 6480: 8 }],
    ['descendants only', ['aarhus'], { 2510: 2, 6480: 8 }],
    ['values of one dimension are alternatives', ['havn', 'se'], { 2510: 6 }],
    ['a value named twice over counts once', ['dk', 'havn'], { 2510: 3, 6480: 8 }],
    ['dimensions must all match, by line or entry', ['dk', 'sales'], { 2510: 2, 6480: 8 }],
    ["the entry's tags hold for every line", ['sales'], { 2510: 10, 6480: 8 }],
  ])('%s', async (_, names, expected) => {
    const query = names.map((name) => `tagId=${values[name]}`).join('&')
    const answer = await company.api.get(`/operator/v1/reports/trial-balance?${query}`)
    const moved = answer.body.rows
      .filter((row: { ledgerType: string }) => /PROFIT|BALANCE/.test(row.ledgerType))
      .filter((row: { debit: number; credit: number }) => row.debit + row.credit > 0)
      .map((row: { accountNumber: number; debit: number; credit: number }) => [
        row.accountNumber,
        row.debit + row.credit,
      ])
    expect(Object.fromEntries(moved)).toEqual(expected)
  })
})
