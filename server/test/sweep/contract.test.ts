import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../harness/app.ts'
import { type Served, servedBy, type Surface } from './served.ts'

/** The rows of the contract's table that this server serves so far. */
const ROWS = readFileSync(new URL('contract-operations.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))

const SUCCESSORS: Readonly<Record<string, string>> = {
  '/v1/journal-batches': '/api/v2/journal-entries/batch',
  '/v1/journal-entries': '/api/v2/journal-entries',
  '/v1/draft-journal-batches': '/api/v2/draft-journal-batches',
  '/v1/draft-journal-entries': '/api/v2/draft-journal-entries',
}

let server: TestApp
let surface: Surface

beforeAll(async () => {
  server = await testApp()
  surface = await servedBy(server)
})
afterAll(() => server.close())

function find(method: string, path: string): Served | undefined {
  const isIt = ({ operation, path: own }: Served) => operation.method === method && own === path
  return surface.all.find(isIt)
}

/** How the document says who may call: a key, or a token with a scope too. */
function security(scope: string, flags: string): object[] {
  const key = { ApiKeyAuth: [] }
  if (flags === 'key-only') return [key]
  return [key, { OAuth2ClientCredentials: scope === '-' ? [] : [scope] }]
}

test.each(ROWS)('%s: %s', (tag = '', title = '', ...rest) => {
  const [method = '', path = '', scope = '', statuses = '', flags = ''] = rest
  const found = find(method, path)
  expect(found, `${method} ${path}`).toBeDefined()
  const { told, operation } = found as Served
  expect(told).toMatchObject({ tags: [tag], summary: title, security: security(scope, flags) })
  expect(told.deprecated ?? false).toBe(flags === 'dep')
  expect(Object.keys(told.responses)).toEqual(expect.arrayContaining(statuses.split('|')))
  expect(operation.scope ?? '-').toBe(scope)
})

/** The successor of a deprecated path, the id filled in. */
function successorOf(path: string, id: string): string {
  const [known = ''] = /^\/v1\/[a-z-]+/.exec(path) ?? []
  return (SUCCESSORS[known] + path.slice(known.length)).replace('{id}', id)
}

test('deprecated operations say so on every answer, others never do', async () => {
  const id = '01890000-0000-7000-8000-00000000abcd'
  for (const { operation, path, told } of surface.all) {
    const url = path.replaceAll(/\{\w+\}/g, id)
    const answer = await server.app.inject({ method: operation.method, url: `/api${url}` })
    const { deprecation, sunset, link } = answer.headers
    const expected =
      told.deprecated === true
        ? ['true', '2026-11-08', `<${successorOf(path, id)}>; rel="successor-version"`]
        : [undefined, undefined, undefined]
    expect([answer.statusCode, deprecation, sunset, link], path).toEqual([401, ...expected])
  }
})
