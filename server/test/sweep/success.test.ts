import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../harness/app.ts'
import { CATCH_ALL, type Served, servedBy, type Surface } from './served.ts'
import { urlOf, type World, worldOf } from './world.ts'

let server: TestApp
let surface: Surface
let world: World

beforeAll(async () => {
  server = await testApp()
  surface = await servedBy(server)
  world = await worldOf(server, 'Success')
})
afterAll(() => server.close())

function isSuccess({ operation }: Served, status: number): boolean {
  return status === operation.status || status === operation.createdStatus
}

test('every operation answers its success status', async () => {
  const failures: string[] = []
  const isDeletion = ({ operation }: Served) => operation.method === 'DELETE'
  // Deletions first, as they make what they delete: a released clock must not have moved ahead.
  const order = [...surface.all.filter(isDeletion), ...surface.all.filter((s) => !isDeletion(s))]
  for (const served of order) {
    const sent = await world.sample(served)
    const { method, id } = served.operation
    const answer = await world.api.send(method, urlOf(served.path, sent), sent.body, {})
    if (isSuccess(served, answer.status) || id === CATCH_ALL) continue
    failures.push(`${id}: ${answer.status} ${answer.raw.toString().slice(0, 400)}`)
  }
  expect(failures).toEqual([])
  const proof = await world.api.get('/operator/v1/audit/verify')
  expect(proof.body).toMatchObject({ ok: true })
})
