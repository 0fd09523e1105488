import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Response, type TestApp, testApp } from '../harness/app.ts'
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
  onlooker = await Onlooker.at(server)
})
beforeEach(async () => {
  world = await worldOf(server, 'Success')
})
afterAll(async () => {
  await onlooker.leave()
  await server.close()
})

function isSuccess({ operation }: Served, status: number): boolean {
  return status === operation.status || status === operation.createdStatus
}

test('every operation answers its success status', async () => {
  const failures: string[] = []
  for (const served of deletionsFirst()) {
    const { id, audits = [] } = served.operation
    const sent = await world.sample(served)
    const answer = await call(served, sent)
    const isDone = isSuccess(served, answer.status) || id === CATCH_ALL
    if (!isDone) failures.push(`${id}: ${answer.status} ${answer.raw.toString().slice(0, 400)}`)
    const actions = await auditedIn(answer)
    if (actions.some((action) => !audits.includes(action))) failures.push(`${id}: ${actions}`)
    if (audits.length > 0 && actions.length === 0) failures.push(`${id} leaves no audit event`)
  }
  expect(failures).toEqual([])
  const proof = await world.api.get('/operator/v1/audit/verify')
  expect(proof.body).toMatchObject({ ok: true })
})

test('every change sent again under its key is answered as before and made once', async () => {
  const failures: string[] = []
  for (const served of deletionsFirst()) {
    const { id, method } = served.operation
    if (method === 'GET') continue
    const sent = await world.sample(served)
    const first = await call(served, sent, id)
    const before = await onlooker.state()
    const again = await call(served, sent, id)
    const other = await call(served, { ...sent, query: { unexpected: '1' } }, id)
    const after = await onlooker.state()
    const isSame = again.status === first.status && again.raw.equals(first.raw)
    const isTold = again.headers['idempotent-replayed'] === 'true'
    if (!isSuccess(served, first.status)) failures.push(`${id}: ${first.raw}`)
    if (!isSame || !isTold) failures.push(`${id} replayed: ${again.status} ${again.raw}`)
    if (other.status !== 400) failures.push(`${id} with another query: ${other.status}`)
    const changed = Object.keys(before).filter((table) => before[table] !== after[table])
    if (changed.length > 0) failures.push(`${id} again changed ${changed}`)
  }
  expect(failures).toEqual([])
})

/** Deletions make what they delete; a released clock must not have moved ahead before. */
function deletionsFirst(): Served[] {
  const rank = ({ operation }: Served) => (operation.method === 'DELETE' ? 0 : 1)
  return surface.all.toSorted((a, b) => rank(a) - rank(b))
}

function call(served: Served, sent: Sent, idempotencyKey?: string): Promise<Response> {
  const options = idempotencyKey === undefined ? {} : { idempotencyKey }
  return world.api.send(served.operation.method, urlOf(served.path, sent), sent.body, options)
}

/** The actions of the audit events that the request left. */
async function auditedIn({ headers }: Response): Promise<string[]> {
  const rows = await server.query('select action from audit_events where request_id = $1', [
    headers['x-request-id'],
  ])
  return rows.map(({ action }) => String(action))
}
