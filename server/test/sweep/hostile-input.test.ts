import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Response } from '../harness/app.ts'
import { type TestApp, testApp } from '../harness/app.ts'
import { bodyText, type Hostile, nested, ruledOut, ruledOutTexts } from './hostile.ts'
import { placesOf, shapesOf, takes, valueAt, withValue } from './places.ts'
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
  world = await worldOf(server, 'Target')
  onlooker = await Onlooker.at(server)
})
afterAll(async () => {
  await onlooker.leave()
  await server.close()
})

/** Requests under way at a time. */
const SENDERS = 8

/** Refusals of one operation that are not what the contract says, in words. */
class Check {
  readonly served: Served
  readonly sent: Sent
  readonly failures: string[] = []
  readonly #requests: (() => Promise<void>)[] = []

  constructor(served: Served, sent: Sent) {
    this.served = served
    this.sent = sent
  }

  /** A request that must fail on the property. */
  refused(what: string, property: string, change: Partial<Sent>, text?: string): void {
    const sent = { ...this.sent, ...change }
    const body = text ?? (sent.body === undefined ? undefined : bodyText(sent.body))
    this.refusedAt(what, property, urlOf(this.served.path, sent), body)
  }

  refusedAt(what: string, property: string, url: string, body: string | undefined): void {
    const { method, id } = this.served.operation
    this.#requests.push(async () => {
      const answer = await world.api.send(method, url, body, {})
      const wrong = wrongIn(answer, property)
      if (wrong !== undefined) this.failures.push(`${id} ${property} = ${what}: ${wrong}`)
    })
  }

  /** Sends the requests, a few at a time, and counts them. */
  async send(): Promise<number> {
    const requests = this.#requests.values()
    const sender = async () => {
      for (const request of requests) await request()
    }
    await Promise.all(Array.from({ length: SENDERS }, sender))
    return this.#requests.length
  }
}

interface FieldError {
  readonly property: string
  readonly constraints: Readonly<Record<string, unknown>>
}

/** What is wrong with an answer that should be a validation error about the property. */
function wrongIn({ status, body, raw }: Response, property: string): string | undefined {
  const told = raw.toString().slice(0, 300)
  if (status !== 400 || body?.code !== 'SHARED_VALIDATION_FAILED') return `${status} ${told}`
  const errors = body.details.validationErrors as readonly FieldError[]
  const named = errors.filter(
    (error) => error.property === property || error.property.startsWith(`${property}.`),
  )
  if (named.length === 0) return `not named: ${told}`
  const sentences = named.flatMap(({ constraints }) => Object.values(constraints))
  const isTold = sentences.length > 0 && sentences.every((one) => typeof one === 'string')
  return isTold ? undefined : `no sentence: ${told}`
}

function sweepBody(check: Check): void {
  const { served, sent } = check
  if (served.body === undefined) {
    if (served.operation.method === 'GET') return
    check.refused('unknown', 'unexpected', { body: { unexpected: 1 } })
    return
  }
  for (const value of [null, [], 'text', 12, true, nested(5_000)]) {
    check.refused('another type', 'body', { body: value })
  }
  const keys = shapesOf(served.body, surface)[0]?.additionalProperties === false
  expect(keys, `${served.operation.id} takes unknown fields`).toBe(true)
  const known = JSON.stringify(sent.body ?? {}).slice(1, -1)
  const text = `{"__proto__":{"isAdmin":true}${known === '' ? '' : `,${known}`}}`
  check.refused('a prototype', '__proto__', {}, text)
  check.refused('unknown', 'unexpected', { body: { ...Object(sent.body), unexpected: 1 } })
  for (const place of placesOf(served.body, surface)) {
    for (const hostile of ruledOut(place)) {
      const body = withValue(sent.body, place.path, inPlace(hostile, sent, place.path))
      check.refused(hostile.name, place.property, { body })
    }
  }
}

/** An unknown key goes beside the fields that are there, so that it alone is what is wrong. */
function inPlace({ name, value }: Hostile, { body }: Sent, path: readonly (string | number)[]) {
  const there = valueAt(body, path)
  const isKey = name.startsWith('key ') && typeof there === 'object' && there !== null
  if (!isKey || name === 'key __proto__') return value
  return { ...there, ...Object(value) }
}

function sweepQuery(check: Check): void {
  if (check.served.operation.id === CATCH_ALL) return
  check.refused('unknown', 'unexpected', { query: { unexpected: '1' } })
  for (const { name, schema } of check.served.parameters('query')) {
    const shapes = shapesOf(schema, surface)
    for (const text of ruledOutTexts(shapes)) {
      check.refused(text.slice(0, 40), name, { query: { [name]: text } })
    }
    if (takes(shapes, 'array') || takes(shapes, 'object')) continue
    const url = urlOf(check.served.path, check.sent)
    check.refusedAt('given twice', name, `${url}?${name}=1&${name}=1`, undefined)
    check.refusedAt('a pair', name, `${url}?${name}[a]=1`, undefined)
  }
}

const NO_IDS = ['x', '1', `'; drop table accounts; --`, 'a\u0000b', '<b>', '__proto__', ' ', '%00']

function sweepPath(check: Check): void {
  for (const { name, schema } of check.served.parameters('path')) {
    if (schema.format !== 'uuid') continue
    const id = check.sent.params[name] ?? ''
    for (const text of [...NO_IDS, 'x'.repeat(1_000), `${id}0`, id.slice(1), `{${id}}`]) {
      const params = { ...check.sent.params, [name]: text }
      check.refused(text.slice(0, 40), name, { params })
    }
  }
}

test('what a schema rules out is told of, field by field, and changes nothing', async () => {
  const failures: string[] = []
  for (const served of surface.all) {
    const check = new Check(served, await world.sample(served))
    for (const sweep of [sweepBody, sweepQuery, sweepPath]) sweep(check)
    const before = await onlooker.state()
    const count = await check.send()
    const after = await onlooker.state()
    const changed = Object.keys(before).filter((table) => before[table] !== after[table])
    failures.push(...check.failures)
    failures.push(...changed.map((table) => `${served.operation.id} changed ${table}`))
    expect(count > 0 || served.operation.id === CATCH_ALL).toBe(true)
  }
  expect(failures.slice(0, 60)).toEqual([])
}, 120_000)
