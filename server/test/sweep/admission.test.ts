import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALL_SCOPES } from '../../src/access/index.ts'
import { type Client, type Response, type TestApp, testApp } from '../harness/app.ts'
import { CATCH_ALL, type Served, servedBy, type Surface } from './served.ts'
import { Onlooker } from './state.ts'
import { type Sent, urlOf, type World, worldOf } from './world.ts'

let server: TestApp
let surface: Surface
let world: World
let onlooker: Onlooker

beforeAll(async () => {
  server = await testApp()
  surface = await servedBy(server)
  world = await worldOf(server, 'Admission')
  onlooker = await Onlooker.at(server)
})
afterAll(async () => {
  await onlooker.leave()
  await server.close()
})

const UNKNOWN = '01890000-0000-7000-8000-00000000abcd'
const BAD_QUERY = { unexpected: '1' }
const MALFORMED = '{"a": '
const TEXT = { 'content-type': 'text/plain' }
const JSON_TYPE = { 'content-type': 'application/json' }

/** Asks every operation and expects that answer, and that nothing changes. */
async function everywhere(
  ask: (served: Served) => Promise<Response | undefined>,
  expected: (served: Served) => readonly unknown[],
  seen: (answer: Response) => readonly unknown[],
): Promise<void> {
  const failures: object[] = []
  const before = await onlooker.state()
  for (const served of surface.all) {
    const answer = await ask(served)
    if (answer === undefined) continue
    const [got, wanted] = [seen(answer), expected(served)].map((it) => JSON.stringify(it))
    const { id } = served.operation
    if (got !== wanted) failures.push({ id, got, wanted, told: answer.raw.toString() })
  }
  expect(failures).toEqual([])
  expect(await onlooker.state()).toEqual(before)
}

const codeOf = ({ status, body }: Response) => [status, body?.code]
const reasonOf = ({ status, body }: Response) => [status, body?.code, body?.details?.reason]

/** Path and query with everything wrong in them. */
function wrongUrl({ path }: Served): string {
  return urlOf(path.replaceAll(/\{\w+\}/g, 'no-id'), { params: {}, query: BAD_QUERY })
}

function unknownUrl({ path }: Served): string {
  return path.replaceAll(/\{\w+\}/g, UNKNOWN)
}

const CREDENTIALS: readonly [reason: string, headers: Record<string, string>][] = [
  ['missing_credentials', { 'x-api-key': '' }],
  ['invalid_api_key', { 'x-api-key': 'lb_00000000_00000000000000000000000000000000' }],
  ['invalid_api_key', { 'x-api-key': `'; drop table api_keys; --` }],
  ['invalid_api_key', { 'x-api-key': 'x'.repeat(10_000) }],
]

test.each(CREDENTIALS)('without a right key: 401 %s, whatever else is wrong', (reason, headers) =>
  everywhere(
    (served) =>
      world.api.send(served.operation.method, wrongUrl(served), MALFORMED, {
        headers: { ...TEXT, ...headers },
      }),
    () => [401, 'UNAUTHORIZED', reason],
    reasonOf,
  ),
)

test('a key sent as a bearer token is 401', () =>
  everywhere(
    ({ operation, path }) =>
      world.api.send(operation.method, path, undefined, {
        headers: { 'x-api-key': '', authorization: `Bearer ${world.api.key}` },
      }),
    () => [401, 'UNAUTHORIZED', 'api_key_sent_as_bearer'],
    reasonOf,
  ))

test('a body that says it is too large is 413 before the key is looked at', () =>
  everywhere(
    ({ operation, path }) =>
      world.api.send(operation.method, path, undefined, {
        headers: { 'x-api-key': '', 'content-length': '99999999' },
      }),
    () => [413, 'PAYLOAD_TOO_LARGE'],
    codeOf,
  ))

function scopeOf({ operation }: Served): string | null {
  return operation.surface === 'operator' ? 'operator' : operation.scope
}

test('every scope but the one asked for is 403, whatever is wrong with the request', async () => {
  const clients = new Map<string, Client>()
  for (const missing of new Set(surface.all.map(scopeOf))) {
    if (missing === null) continue
    const scopes = ALL_SCOPES.filter((scope) => scope !== missing)
    clients.set(missing, await server.key(world.company, scopes))
  }
  await everywhere(
    async (served) => {
      const client = clients.get(scopeOf(served) ?? '')
      const headers = TEXT
      return client?.send(served.operation.method, wrongUrl(served), MALFORMED, { headers })
    },
    (served) => [403, 'INSUFFICIENT_PERMISSIONS', [scopeOf(served)]],
    ({ status, body }) => [status, body?.code, body?.details?.requiredScopes],
  )
})

test('a license that is turned off is 403 before the scope', async () => {
  const company = await server.company()
  const licenses = { Subscription: false, MeteredProducts: false, CustomerPortal: false }
  const { status } = await company.api.patch('/operator/v1/company', { licenses })
  expect(status).toBe(200)
  const client = await server.key(company, ['company-read'])
  for (const served of surface.all) {
    if (served.operation.licenses === undefined) continue
    const { method } = served.operation
    const answer = await client.send(method, wrongUrl(served), undefined, {})
    expect(codeOf(answer), served.operation.id).toEqual([403, 'LICENSE.REQUIRED'])
  }
})

const writes = ({ operation }: Served) => operation.method !== 'GET'

test('another media type is 415 before the syntax, wrong syntax 400 before the shape', async () => {
  const send = (headers: Record<string, string>) => async (served: Served) =>
    writes(served)
      ? world.api.send(served.operation.method, wrongUrl(served), MALFORMED, { headers })
      : undefined
  await everywhere(send(TEXT), () => [415, 'UNSUPPORTED_MEDIA_TYPE'], codeOf)
  const encoded = { ...JSON_TYPE, 'content-encoding': 'gzip' }
  await everywhere(send(encoded), () => [415, 'UNSUPPORTED_MEDIA_TYPE'], codeOf)
  await everywhere(send(JSON_TYPE), () => [400, 'MALFORMED_JSON'], codeOf)
})

test('path, query and body are refused together, before an unknown id is', () =>
  everywhere(
    async (served) => {
      if (served.operation.id === CATCH_ALL) return undefined
      const body = writes(served) ? { unexpected_field: 1 } : undefined
      return world.api.send(served.operation.method, wrongUrl(served), body, {})
    },
    (served) => {
      const ids = served.parameters('path').filter(({ schema }) => schema.format === 'uuid')
      const names = [...ids.map(({ name }) => name), 'unexpected']
      return [400, [...names, ...(writes(served) ? ['unexpected_field'] : [])].toSorted()]
    },
    ({ status, body }) => {
      const errors = (body?.details?.validationErrors ?? []) as { property: string }[]
      const told = errors.map(({ property }) => property)
      const asked = told.filter((name) => /^unexpected|^id$|Id$/.test(name))
      return [status, asked.filter((name) => !isBodyId(name)).toSorted()]
    },
  ))

/** Ids that a body lacks are told of too. */
function isBodyId(name: string): boolean {
  return /^(accountId|customerGroupId|vendorGroupId|accountToBookId)$/.test(name)
}

/** Right requests of the operations with an id in the path. */
async function samplesById(): Promise<Map<Served, Sent>> {
  const samples = new Map<Served, Sent>()
  for (const served of surface.all) {
    if (served.path.includes('{')) samples.set(served, await world.sample(served))
  }
  return samples
}

test('a key of idempotency that is none is 400 after the shape, before the id', async () => {
  const samples = await samplesById()
  const ask = (query: Record<string, string>) => async (served: Served) => {
    const sent = samples.get(served)
    if (sent === undefined || !writes(served)) return undefined
    const url = urlOf(unknownUrl(served), { params: {}, query })
    const idempotencyKey = 'x'.repeat(1_000)
    return world.api.send(served.operation.method, url, sent.body, { idempotencyKey })
  }
  await everywhere(ask({}), () => [400, 'IDEMPOTENCY_KEY_INVALID'], codeOf)
  await everywhere(ask(BAD_QUERY), () => [400, 'SHARED_VALIDATION_FAILED'], codeOf)
})

test('an unknown id is 404 <RESOURCE>_NOT_FOUND', async () => {
  const samples = await samplesById()
  await everywhere(
    async (served) => {
      const sent = samples.get(served)
      if (sent === undefined) return undefined
      return world.api.send(served.operation.method, unknownUrl(served), sent.body, {})
    },
    () => [404, true],
    ({ status, body }) => [status, /^[A-Z_]+_NOT_FOUND$/.test(body?.code)],
  )
})

test('a method that a path does not have is 404 ROUTE_NOT_FOUND', async () => {
  const served = new Set(surface.all.map(({ operation, path }) => `${operation.method} ${path}`))
  for (const path of new Set(surface.all.map((one) => one.path))) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      if (served.has(`${method} ${path}`)) continue
      const answer = await world.api.send(
        method,
        path.replaceAll(/\{\w+\}/g, UNKNOWN),
        undefined,
        {},
      )
      // `/journal-entries/reverse` also reads as an id.
      const isOther = answer.body?.code === 'SHARED_VALIDATION_FAILED'
      if (!isOther) expect(codeOf(answer), `${method} ${path}`).toEqual([404, 'ROUTE_NOT_FOUND'])
    }
  }
})
