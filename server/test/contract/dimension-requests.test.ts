import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client, type Response, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { expectRefusal, made } from './answers.ts'

let server: TestApp
let company: TestCompany
let serial = 0

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
})
afterAll(() => server.close())

const dimensions = '/v1/dimensions'

describe('requests', () => {
  test.each([
    ['nothing sent', {}, ['name', 'isUnique']],
    [
      'wrong types and an unknown field',
      { name: 'x', isUnique: 'no', foo: 1 },
      ['name', 'isUnique', 'foo'],
    ],
  ])('%s', async (_, body, properties) => {
    const answer = await company.api.post(dimensions, body)
    expect(answer.body.code).toBe('SHARED_VALIDATION_FAILED')
    const { validationErrors } = answer.body.details
    expect(validationErrors.map((error: { property: string }) => error.property)).toEqual(
      properties,
    )
  })

  test('the sentences are those of the contract', async () => {
    const { id } = await made(
      company.api.post(dimensions, { name: `Dimension ${++serial}`, isUnique: false }),
    )
    const body = { name: ' ', parentId: 'x', code: 'c'.repeat(51), sortOrder: 1.5, isActive: true }
    const answer = await company.api.post(`${dimensions}/${id}/values`, body)
    expect(answer.status).toBe(400)
    expect(answer.body.details.validationErrors).toEqual([
      { property: 'name', constraints: { isNotEmpty: 'name should not be empty' } },
      { property: 'parentId', constraints: { isUUID: 'parentId must be a UUID' } },
      {
        property: 'code',
        constraints: { maxLength: 'code must be shorter than or equal to 50 characters' },
      },
      { property: 'sortOrder', constraints: { isInt: 'sortOrder must be an integer number' } },
      {
        property: 'isActive',
        constraints: { whitelistValidation: 'property isActive should not exist' },
      },
    ])
  })

  test('of no key, a wrong scope or another company are refused', async () => {
    const { id } = await made(
      company.api.post(dimensions, { name: `Dimension ${++serial}`, isUnique: false }),
    )
    const value = await made(company.api.post(`${dimensions}/${id}/values`, { name: 'Værdi' }))
    const other = await server.company()
    const reader = await server.key(company, ['dimensions-read'])
    const writer = await server.key(company, ['dimensions-write'])
    const nobody = new Client(server.app, 'lb_nobody00_0000000000000000000000000000000000')
    const one = `${dimensions}/${id}`
    const calls: [Client, string, (client: Client) => Promise<Response>][] = [
      [writer, 'DIMENSION', (client) => client.get(one)],
      [reader, 'DIMENSION', (client) => client.put(one, {})],
      [reader, 'DIMENSION', (client) => client.delete(one)],
      [reader, 'DIMENSION', (client) => client.post(`${one}/values`, { name: 'x' })],
      [reader, 'DIMENSION', (client) => client.put(`${one}/values/${value.id}`, {})],
      [reader, 'DIMENSION', (client) => client.delete(`${one}/values/${value.id}`)],
    ]
    for (const [unscoped, resource, call] of calls) {
      await expectRefusal(call(nobody), 401, 'UNAUTHORIZED')
      await expectRefusal(call(unscoped), 403, 'INSUFFICIENT_PERMISSIONS')
      await expectRefusal(call(other.api), 404, `${resource}_NOT_FOUND`)
    }
    await expectRefusal(writer.get(dimensions), 403, 'INSUFFICIENT_PERMISSIONS')
    const body = { name: 'Ny', isUnique: false }
    await expectRefusal(reader.post(dimensions, body), 403, 'INSUFFICIENT_PERMISSIONS')
    expect(await made(other.api.get(dimensions))).toEqual([])
  })
})
