import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Response, type TestApp, testApp } from '../harness/app.ts'
import { type Place, placesOf, shapesOf, withValue } from './places.ts'
import { CATCH_ALL, type Served, servedBy, type Surface } from './served.ts'
import { Onlooker } from './state.ts'
import { MARK, type Sent, urlOf, type World, worldOf } from './world.ts'

let server: TestApp
let surface: Surface
let onlooker: Onlooker
let alpha: World
let beta: World
let alphasIds: readonly string[]

beforeAll(async () => {
  server = await testApp()
  surface = await servedBy(server)
  alpha = await worldOf(server, 'Alpha')
  beta = await worldOf(server, 'Beta')
  onlooker = await Onlooker.at(server)
  alphasIds = await onlooker.idsOf(alpha.company.id)
})
afterAll(async () => {
  await onlooker.leave()
  await server.close()
})

const UNKNOWN = '01890000-0000-7000-8000-00000000abcd'

/** Sends as company B. */
function asBeta({ operation, path }: Served, sent: Sent): Promise<Response> {
  return beta.api.send(operation.method, urlOf(path, sent), sent.body, {})
}

/** What an answer shows of company A besides what was asked for. */
function leakIn({ raw }: Response, asked: string): string | undefined {
  const text = raw.toString().replaceAll(asked, '')
  return [`${MARK}Alpha`, alpha.company.id, ...alphasIds].find((word) => text.includes(word))
}

/** Runs `work` and expects that it changes no row of company A. */
async function untouched(work: () => Promise<readonly string[]>): Promise<void> {
  const before = await onlooker.state(alpha.company.id)
  expect(alphasIds.length).toBeGreaterThan(200)
  expect(await work()).toEqual([])
  expect(await onlooker.state(alpha.company.id)).toEqual(before)
}

/** The answer to company A's id must be that to an id of nobody's. */
async function asUnknown(what: string, ask: (id: string) => Promise<Response>, id: string) {
  const [own, none] = [await ask(id), await ask(UNKNOWN)]
  const shown = (answer: Response, asked: string) => {
    const { timestamp: _, path: __, ...body } = Object(answer.body)
    return `${answer.status} ${JSON.stringify(body).replaceAll(asked, 'ID')}`
  }
  const [seen, wanted] = [shown(own, id), shown(none, UNKNOWN)]
  const leak = leakIn(own, id)
  if (leak !== undefined) return [`${what} shows ${leak}`]
  return seen === wanted ? [] : [`${what}: ${seen} instead of ${wanted}`]
}

test("B's answers hold nothing of A", () =>
  untouched(async () => {
    const failures: string[] = []
    for (const served of surface.all) {
      if (served.operation.method !== 'GET') continue
      const answer = await asBeta(served, await beta.sample(served))
      const leak = leakIn(answer, UNKNOWN)
      const isFound = answer.status === 200 || served.operation.id === CATCH_ALL
      if (!isFound) failures.push(`${served.operation.id}: ${answer.status}`)
      if (leak !== undefined) failures.push(`${served.operation.id} shows ${leak}`)
    }
    return failures
  }))

test("an id of A in B's path is 404, as one of nobody's", async () => {
  // What A's samples make belongs to A; from then on nothing may change.
  const samples = new Map<Served, Sent>()
  const isById = (served: Served) =>
    served.parameters('path').some(({ schema }) => schema.format === 'uuid')
  for (const served of surface.all.filter(isById)) samples.set(served, await alpha.sample(served))
  await untouched(async () => {
    const failures: string[] = []
    for (const [served, { params }] of samples) {
      const own = await beta.sample(served)
      for (const name of Object.keys(params)) {
        const id = params[name] ?? ''
        const ask = (value: string) =>
          asBeta(served, { ...own, params: { ...own.params, [name]: value } })
        const { status } = await ask(id)
        if (status !== 404) failures.push(`${served.operation.id} {${name}}: ${status}`)
        failures.push(...(await asUnknown(`${served.operation.id} {${name}}`, ask, id)))
      }
      const all = await asBeta(served, { ...own, params })
      if (all.status !== 404) failures.push(`${served.operation.id}: ${all.status}`)
    }
    return failures
  })
})

function takesIds({ shapes }: Pick<Place, 'shapes'>): boolean {
  return shapes.some(({ format }) => format === 'uuid')
}

/** Ids of A by what the field's name says, or one of each kind. */
async function idsFor(name: string): Promise<string[]> {
  const found = Object.entries(alphas).find(([kind]) => name.toLowerCase().endsWith(kind))
  const ids = found === undefined ? Object.values(alphas) : [found[1]]
  return await Promise.all(ids.map((id) => id()))
}

const first = async (path: string) => (await alpha.list(path))[0].id as string

/** One of A's things by the ending of the field that refers to it. */
const alphas: Readonly<Record<string, () => Promise<string>>> = {
  customergroupid: () => first('/v1/customer-groups'),
  vendorgroupid: () => first('/v1/vendor-groups'),
  customerid: () => first('/v1/customers'),
  vendorid: () => first('/v1/vendors'),
  accountid: () => first('/v1/accounts'),
  accounttobookid: () => first('/v1/accounts'),
  vatcodeid: () => first('/v1/vat-codes'),
  journalcategoryid: () => first('/v1/journal-categories'),
  tagids: async () => (await alpha.list('/v1/dimensions'))[0].values[0].id,
  tagid: async () => (await alpha.list('/v1/dimensions'))[0].values[0].id,
  parentid: async () => (await alpha.list('/v1/dimensions'))[0].values[0].id,
  projectid: () => first('/v1/projects'),
  fiscalyearid: () => first('/operator/v1/fiscal-years'),
  ids: () => first('/v1/journal-entries'),
}

test("an id of A in B's body is refused, as one of nobody's", () =>
  untouched(async () => {
    const failures: string[] = []
    for (const served of surface.all) {
      const places = served.body === undefined ? [] : placesOf(served.body, surface)
      for (const { path } of places.filter(takesIds)) {
        const sent = await beta.sample(served)
        const what = `${served.operation.id} ${path.join('.')}`
        for (const id of await idsFor(String(path.findLast(isName)))) {
          const ask = (value: string) =>
            asBeta(served, { ...sent, body: withValue(sent.body, path, value) })
          const { status, body } = await ask(id)
          const isRefused = [400, 404].includes(status) && String(body.code).endsWith('_NOT_FOUND')
          if (!isRefused) failures.push(`${what}: ${status} ${JSON.stringify(body)}`)
          failures.push(...(await asUnknown(what, ask, id)))
        }
      }
    }
    return failures
  }))

function isName(step: string | number): boolean {
  return typeof step === 'string'
}

test("an id of A in B's query finds nothing, as one of nobody's", () =>
  untouched(async () => {
    const failures: string[] = []
    for (const served of surface.all) {
      const sent = await beta.sample(served)
      for (const { name, schema } of served.parameters('query')) {
        const shapes = shapesOf(schema, surface)
        const elements = shapes.flatMap(({ items }) => (items ? shapesOf(items, surface) : []))
        if (!takesIds({ shapes: [...shapes, ...elements] })) continue
        for (const id of await idsFor(name)) {
          const ask = (value: string) => asBeta(served, { ...sent, query: { [name]: value } })
          failures.push(...(await asUnknown(`${served.operation.id} ?${name}`, ask, id)))
        }
      }
    }
    return failures
  }))
