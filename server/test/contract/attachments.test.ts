import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyId } from '../../src/kernel/context.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type Response, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { type Books, booksOf } from '../harness/books.ts'

let server: TestApp
let company: TestCompany
let books: Books

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  books = await booksOf(server, company)
})
afterAll(() => server.close())

const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
const file = (fileName: string, mimeType: string, content: Buffer | string) => ({
  ...{ fileName, mimeType, content: Buffer.from(content).toString('base64') },
})

function post(attachments: unknown): Promise<Response> {
  return books.post('JOURNAL_ENTRY', ['D 2450 10.00', 'C 6480 10.00'], { attachments })
}

async function postedId(attachments: unknown): Promise<string> {
  const answer = await post(attachments)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}

const listPath = (id: string) => `/v1/journal-entries/${id}/attachments`

test('the files of an entry are listed in the order sent, with links to their bytes', async () => {
  const sent = [
    file('kvittering æ "1".png', 'image/png', png),
    file('a.txt', 'text/plain', 'æøå'),
    file('b.txt', 'text/plain', 'æøå'),
  ]
  const id = await postedId(sent)
  const { status, body, headers } = await company.api.get(listPath(id))
  expect(status).toBe(200)
  expect(headers['etag']).toBeDefined()
  expect(body.map((each: { fileName: string }) => each.fileName)).toEqual(
    sent.map((each) => each.fileName),
  )
  expect(body[0]).toMatchObject({
    mimeType: 'image/png',
    size: png.length,
    sha256: createHash('sha256').update(png).digest('hex'),
  })
  const [image, text] = await Promise.all([
    download(body[0].downloadUrl),
    download(body[1].downloadUrl),
  ])
  expect(image.statusCode).toBe(200)
  expect(image.rawPayload.equals(png)).toBe(true)
  expect(image.headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'content-disposition':
      'attachment; filename="kvittering _ _1_.png"; filename*=UTF-8\'\'kvittering%20%C3%A6%20%221%22.png',
  })
  expect(text.headers['content-type']).toBe('text/plain')
  expect(text.payload).toBe('æøå')
})

function download(downloadUrl: string) {
  expect(downloadUrl).toMatch(/^http:\/\/127\.0\.0\.1:8080\/files\/attachments\/[^/]+$/)
  return server.app.inject(new URL(downloadUrl).pathname)
}

test('an altered link is 404', async () => {
  const id = await postedId([file('a.txt', 'text/plain', 'a')])
  const { downloadUrl } = (await company.api.get(listPath(id))).body[0]
  const answer = await download(
    `${downloadUrl.slice(0, -1)}${downloadUrl.endsWith('A') ? 'B' : 'A'}`,
  )
  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toMatchObject({
    ...{ statusCode: 404, code: 'ATTACHMENT_NOT_FOUND' },
    path: expect.stringMatching(/^\/files\//),
  })
})

test('equal bytes are stored once per company', async () => {
  const once = file('once.txt', 'text/plain', 'stored once')
  await Promise.all([postedId([once, once]), postedId([once])])
  const size = Buffer.byteLength('stored once')
  const rows = await server.db.transact(companyId(company.id), 'read', (tx) =>
    tx.rows(sql`select 1 from files where size = ${size}`),
  )
  expect(rows).toHaveLength(1)
})

test('an entry without files has none; an unknown one and that of another company are 404', async () => {
  expect((await company.api.get(listPath(await postedId(null)))).body).toEqual([])
  const other = await server.company()
  const id = await postedId([])
  for (const answer of [
    await other.api.get(listPath(id)),
    await company.api.get(listPath('01920000-0000-7000-8000-000000000001')),
  ]) {
    expect(answer.status).toBe(404)
    expect(answer.body.code).toBe('JOURNAL_ENTRY_NOT_FOUND')
  }
})

test('the list takes a UUID, a key, and the scope to read entries', async () => {
  const path = listPath('01920000-0000-7000-8000-000000000001')
  const noUuid = await company.api.get(listPath('x'))
  expect(noUuid.body.details.validationErrors).toEqual([
    { property: 'id', constraints: { isUUID: 'id must be a UUID' } },
  ])
  expect((await company.api.get(path, { headers: { 'x-api-key': '' } })).status).toBe(401)
  const scoped = await server.key(company, ['journal-entries-write'])
  const refused = await scoped.get(path)
  expect(refused.status).toBe(403)
  expect(refused.body.details.requiredScopes).toEqual(['journal-entries-read'])
})

describe('what is no attachment is refused and nothing is posted', () => {
  const good = file('a.txt', 'text/plain', 'a')

  test.each([
    [{ ...good, mimeType: 'text/html' }, 'type'],
    [{ ...good, content: 'YWJj\n' }, 'base64'],
    [{ ...good, content: 'data:text/plain;base64,YQ==' }, 'base64'],
    [file('a.png', 'image/png', '<script>'), 'content'],
  ])('%j: INVALID_ATTACHMENT_TYPE, %s', async (bad, reason) => {
    const { status, body } = await post([good, bad])
    expect(status).toBe(400)
    expect(body.code).toBe('INVALID_ATTACHMENT_TYPE')
    expect(body.details).toEqual({ attachmentIndex: 1, mimeType: bad.mimeType, reason })
  })

  test('in a batch the entry is named', async () => {
    const entry = { entryType: 'JOURNAL_ENTRY', date: '2026-01-15' }
    const lines = [books.line('D 2450 1'), books.line('C 6480 1')]
    const bad = { ...entry, lines, attachments: [{ ...good, content: 'YQ' }] }
    const { body } = await company.api.post('/v2/journal-entries/batch', {
      entries: [{ ...entry, lines }, bad],
    })
    expect(body.details).toMatchObject({ entryIndex: 1, attachmentIndex: 0, reason: 'base64' })
  })

  const tooLong = 'fileName must be shorter than or equal to 255 characters'
  const shapes: readonly (readonly [object, string, string, unknown])[] = [
    [{ content: '' }, 'content', 'isNotEmpty', 'content should not be empty'],
    [{ content: 1 }, 'content', 'isString', 'content must be a string'],
    [{ fileName: 'a/b' }, 'fileName', 'matches', expect.stringContaining('fileName must match')],
    [{ fileName: 'a\\b' }, 'fileName', 'matches', expect.stringContaining('must match')],
    [{ fileName: 'a\u0085b' }, 'fileName', 'matches', expect.stringContaining('must match')],
    [{ fileName: 'x'.repeat(256) }, 'fileName', 'maxLength', tooLong],
    [{ mimeType: null }, 'mimeType', 'isNotEmpty', 'mimeType should not be empty'],
    [{ foo: 1 }, 'foo', 'whitelistValidation', 'property foo should not exist'],
  ]
  test.each(shapes)('the shape: %j', async (bad, field, rule, sentence) => {
    const { body } = await post([good, { ...good, ...bad }])
    expect(body.details.validationErrors).toEqual([
      { property: `attachments.1.${field}`, constraints: { [rule]: sentence } },
    ])
  })

  test('an eleventh file', async () => {
    const { body } = await post(Array.from({ length: 11 }, () => good))
    const constraints = { arrayMaxSize: 'attachments must contain no more than 10 elements' }
    expect(body.details.validationErrors).toEqual([{ property: 'attachments', constraints }])
  })
})
