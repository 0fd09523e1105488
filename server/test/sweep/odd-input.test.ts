import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Response, type TestApp, testApp } from '../harness/app.ts'
import { bodyText, odd, oddTexts } from './hostile.ts'
import { placesOf, shapesOf, withValue } from './places.ts'
import { type Served, servedBy, type Surface } from './served.ts'
import { type Sent, urlOf, type World, worldOf } from './world.ts'

let server: TestApp
let surface: Surface

beforeAll(async () => {
  server = await testApp()
  surface = await servedBy(server)
})
afterAll(() => server.close())

/** What is wrong with an answer to a request that may be right or not. */
function wrongIn({ status, body, raw, headers }: Response): string | undefined {
  const told = `${status} ${raw.toString().slice(0, 300)}`
  if (status >= 500 || headers['x-request-id'] === undefined) return told
  if (status < 400) return undefined
  const { statusCode, code, message, path, timestamp } = body ?? {}
  const isEnvelope = statusCode === status && [code, message, path, timestamp].every(isText)
  return isEnvelope ? undefined : told
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

/** Requests with one odd value each. */
function* oddRequests(served: Served, sent: Sent): Generator<[what: string, sent: Sent]> {
  for (const place of served.body === undefined ? [] : placesOf(served.body, surface)) {
    for (const { name, value } of odd(place)) {
      const body = withValue(sent.body, place.path, value)
      yield [`${place.path.join('.')} = ${name}`, { ...sent, body }]
    }
  }
  for (const { name, schema } of served.parameters('query')) {
    for (const text of oddTexts(shapesOf(schema, surface))) {
      yield [`?${name}=${text.slice(0, 60)}`, { ...sent, query: { ...sent.query, [name]: text } }]
    }
  }
  for (const { name } of served.parameters('path')) {
    for (const text of ['%', '.', '..', 'a/b', '\u{1F600}', 'x'.repeat(2_000)]) {
      yield [
        `{${name}} = ${text.slice(0, 60)}`,
        { ...sent, params: { ...sent.params, [name]: text } },
      ]
    }
  }
}

/** Requests under way at a time. */
const SENDERS = 4

/** Operations after which a company is another one: each gets a company of its own. */
const TURNS_ALL = /company|clock|fiscal-years|periods|accounts|vat-codes|categories/

test('odd values are taken or refused, never a fault of ours', async () => {
  const failures: string[] = []
  const shared = await worldOf(server, 'Odd')
  const worlds: World[] = [shared]
  for (const served of surface.all) {
    const { method, id } = served.operation
    const turnsAll = method !== 'GET' && TURNS_ALL.test(served.path)
    const world = turnsAll ? await worldOf(server, 'Own') : shared
    if (turnsAll) worlds.push(world)
    const requests = oddRequests(served, await world.sample(served))
    const sender = async () => {
      for (const [what, sent] of requests) {
        const body = sent.body === undefined ? undefined : world.renewed(bodyText(sent.body))
        const answer = await world.api.send(method, urlOf(served.path, sent), body, {})
        const wrong = wrongIn(answer)
        if (wrong !== undefined) failures.push(`${id} ${what}: ${wrong}`)
      }
    }
    await Promise.all(Array.from({ length: SENDERS }, sender))
  }
  for (const { api, name } of worlds) {
    const { status, body } = await api.get('/operator/v1/audit/verify')
    if (body?.ok !== true) failures.push(`${name} books: ${status} ${JSON.stringify(body)}`)
  }
  expect(failures.slice(0, 60)).toEqual([])
}, 120_000)
