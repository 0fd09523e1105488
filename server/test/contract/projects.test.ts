import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyId } from '../../src/kernel/context.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { Client, type Response, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { expectRefusal, made } from './answers.ts'

let server: TestApp
let company: TestCompany
let api: Client
let serial = 0

const UNKNOWN = '01920000-0000-7000-8000-00000000dead'
const projects = '/v1/projects'

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  api = company.api
})
afterAll(() => server.close())

function newProject(more: object = {}) {
  return made(api.post(projects, { name: `Projekt ${++serial}`, ...more }))
}

function newSubproject(projectId: string, body: object) {
  return made(api.post(`${projects}/${projectId}/subprojects`, body))
}

async function actionsOn(id: string): Promise<string[]> {
  const events = await server.db.transact(companyId(company.id), 'read', (tx) =>
    tx.rows<{ action: string }>(sql`
      select action from audit_events where company_id = ${company.id} and resource_id = ${id}
      order by id`),
  )
  return events.map((event) => event.action)
}

/** A customer of the default group. */
async function newCustomer(): Promise<string> {
  const [group] = await made(api.get('/v1/customer-groups'))
  const body = { name: 'Kunde', customerType: 'private', customerGroupId: group.id }
  const rest = { email: `k${++serial}@example.dk`, countryCode: 'DK' }
  return (await made(api.post('/v1/customers', { ...body, ...rest, vatZone: 'domestic' }))).id
}

test('a project is made with its category and a default subproject', async () => {
  const project = await newProject({
    budgetAmount: '1000.50',
    startDate: '2026-01-01',
    color: '#00ffAA',
  })
  expect(project).toMatchObject({
    ...{ isArchived: false, currency: 'DKK', customerId: null, budgetHours: null },
    ...{ budgetAmount: 1000.5, startDate: '2026-01-01', endDate: null, color: '#00ffAA' },
    externalReference: null,
  })
  expect(project.subprojects).toEqual([
    {
      ...{ id: project.defaultSubprojectId, projectId: project.id, name: 'Generelt' },
      ...{ sortOrder: 0, budgetHours: null, budgetAmount: null, externalReference: null },
      ...{ isDefault: true, createdAt: project.createdAt, updatedAt: project.updatedAt },
    },
  ])
  expect(await made(api.get(`${projects}/${project.id}`))).toEqual(project)
  expect(await actionsOn(project.id)).toEqual(['project.create'])
})

test('projects are listed by name, archived ones on demand', async () => {
  const other = await server.company()
  for (const name of ['Åhus', 'bil', 'Anker']) await made(other.api.post(projects, { name }))
  const bil = (await made(other.api.get(projects)))[1]
  await made(other.api.put(`${projects}/${bil.id}`, { isArchived: true }))
  const names = async (query: string) =>
    (await made(other.api.get(projects + query))).map((row: { name: string }) => row.name)
  expect(await names('')).toEqual(['Anker', 'Åhus'])
  expect(await names('?includeArchived=true')).toEqual(['Anker', 'bil', 'Åhus'])
})

test('a change keeps what is absent and clears what is null', async () => {
  const project = await newProject({ currency: 'EUR', budgetHours: 10, color: '#000000' })
  const path = `${projects}/${project.id}`
  const changed = await made(
    api.put(path, { budgetHours: null, currency: null, endDate: '2026-12-31' }),
  )
  expect(changed).toMatchObject({
    ...{ name: project.name, budgetHours: null, currency: 'DKK', endDate: '2026-12-31' },
    color: '#000000',
  })
  expect(await made(api.put(path, { endDate: '2026-12-31', budgetHours: null }))).toEqual(changed)
  expect(await actionsOn(project.id)).toEqual(['project.create', 'project.update'])
})

describe('business rules of projects', () => {
  test('names and references are taken once, customers and dates make sense', async () => {
    const project = await newProject({ externalReference: `R-${++serial}` })
    const free = await newProject()
    const { name, externalReference } = project
    const cases: [object, number, string][] = [
      [{ name: name.toUpperCase() }, 400, 'PROJECT_NAME_ALREADY_EXISTS'],
      [{ externalReference }, 400, 'PROJECT_EXTERNAL_REFERENCE_ALREADY_EXISTS'],
      [{ customerId: UNKNOWN, name }, 404, 'CUSTOMER_NOT_FOUND'],
      [{ startDate: '2026-02-01', endDate: '2026-01-31' }, 400, 'PROJECT_DATE_RANGE_INVALID'],
    ]
    for (const [body, status, code] of cases) {
      const created = api.post(projects, { name: `Projekt ${++serial}`, ...body })
      await expectRefusal(created, status, code)
      await expectRefusal(api.put(`${projects}/${free.id}`, body), status, code)
    }
    const dimension = { name: `Kategori ${++serial}`, isUnique: true }
    await made(api.post('/v1/dimensions', dimension))
    const taken = api.post(projects, { name: dimension.name })
    await expectRefusal(taken, 400, 'PROJECT_NAME_ALREADY_EXISTS')
    const other = await server.company()
    await made(other.api.post(projects, { name, externalReference }))
  })

  test('what is in the archive is read-only until it is taken out', async () => {
    const project = await newProject()
    const path = `${projects}/${project.id}`
    const part = await newSubproject(project.id, { name: 'Del' })
    const archived = await made(api.put(path, { isArchived: true, color: '#111111' }))
    expect(archived).toMatchObject({ isArchived: true, color: '#111111' })
    for (const answer of [
      api.put(path, { color: '#222222' }),
      api.put(path, { isArchived: true, color: null }),
      api.post(`${path}/subprojects`, { name: 'Ny' }),
      api.put(`${path}/subprojects/${part.id}`, { name: 'Ny' }),
      api.delete(`${path}/subprojects/${part.id}`),
    ]) {
      const details = await expectRefusal(answer, 400, 'PROJECT_ARCHIVED')
      expect(details).toEqual({ projectId: project.id })
    }
    expect(await made(api.put(path, { isArchived: true }))).toEqual(archived)
    expect((await api.get(`${path}/profit`)).status).toBe(200)
    await made(api.put(path, { isArchived: false, color: '#222222' }))
    await made(api.put(`${path}/subprojects/${part.id}`, { name: 'Ny' }))
  })
})

describe('the upsert', () => {
  test('makes, changes in place, and changes nothing the second time', async () => {
    const externalReference = `sag-${++serial}`
    const missing = await api.put(projects, { externalReference })
    expect(missing.body.details.validationErrors).toEqual([
      { property: 'name', constraints: { isNotEmpty: 'name should not be empty' } },
    ])
    const body = { externalReference, name: 'Sag', budgetHours: '12.50', budgetAmount: 7 }
    const created = await api.put(projects, body)
    expect(created.status).toBe(201)
    const again = await api.put(projects, body)
    expect([again.status, again.body]).toEqual([200, created.body])
    expect(await actionsOn(created.body.id)).toEqual(['project.create'])
    const changed = await api.put(projects, { externalReference, color: '#abcdef' })
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({ id: created.body.id, name: 'Sag', color: '#abcdef' })
    expect(await actionsOn(created.body.id)).toEqual(['project.create', 'project.update'])
  })

  test('of 32 parallel calls one makes the project and none fails', async () => {
    const externalReference = `parallel-${++serial}`
    const body = { externalReference, name: `Parallel ${serial}`, budgetAmount: 100 }
    const calls = Array.from({ length: 32 }, () => api.put(projects, body))
    const answers = await Promise.all(calls)
    const statuses = answers.map((answer) => answer.status).toSorted()
    expect(statuses).toEqual([...Array.from({ length: 31 }, () => 200), 201])
    const ids = new Set(answers.map((answer) => answer.body.id))
    expect(ids.size).toBe(1)
    expect(await actionsOn(answers[0]?.body.id)).toEqual(['project.create'])
  })
})

describe('subprojects', () => {
  test('come last unless told otherwise, and their budgets add up', async () => {
    const project = await newProject()
    const first = await newSubproject(project.id, { name: 'Design', budgetHours: 0.1 })
    const second = await newSubproject(project.id, { name: 'Kode', budgetHours: 0.2 })
    expect([first.sortOrder, second.sortOrder]).toEqual([1, 2])
    const path = `${projects}/${project.id}/subprojects`
    const moved = await made(
      api.put(`${path}/${first.id}`, { sortOrder: 9, externalReference: 'D' }),
    )
    const { updatedAt: _, ...kept } = first
    expect(moved).toMatchObject({ ...kept, sortOrder: 9, externalReference: 'D' })
    expect((await newSubproject(project.id, { name: 'Test' })).sortOrder).toBe(10)
    const whole = await made(api.get(`${projects}/${project.id}`))
    expect(whole.budgetHours).toBe(0.3)
    expect(whole.subprojects.map((part: { name: string }) => part.name)).toEqual([
      ...['Generelt', 'Kode', 'Design', 'Test'],
    ])
    expect(await made(api.put(`${path}/${first.id}`, { sortOrder: 9 }))).toEqual(moved)
    expect(await actionsOn(first.id)).toEqual(['subproject.create', 'subproject.update'])
  })

  test('have a name of their own; the default one stays', async () => {
    const project = await newProject()
    const path = `${projects}/${project.id}/subprojects`
    const part = await newSubproject(project.id, { name: 'Del' })
    const code = 'SUBPROJECT_NAME_ALREADY_EXISTS'
    await expectRefusal(api.post(path, { name: 'GENERELT' }), 400, code)
    await expectRefusal(api.put(`${path}/${part.id}`, { name: 'generelt' }), 400, code)
    const standard = api.delete(`${path}/${project.defaultSubprojectId}`)
    await expectRefusal(standard, 400, 'SUBPROJECT_IS_DEFAULT')
    const free = await newSubproject(project.id, { name: 'Fri' })
    expect((await api.delete(`${path}/${free.id}`)).status).toBe(204)
    await expectRefusal(api.delete(`${path}/${free.id}`), 404, 'SUBPROJECT_NOT_FOUND')
    expect(await actionsOn(free.id)).toEqual(['subproject.create', 'subproject.delete'])
    const other = await newProject()
    const foreign = `${projects}/${other.id}/subprojects/${part.id}`
    await expectRefusal(api.put(foreign, {}), 404, 'SUBPROJECT_NOT_FOUND')
  })
})

test('a project may have a customer', async () => {
  const customerId = await newCustomer()
  const project = await newProject({ customerId })
  expect(project.customerId).toBe(customerId)
  const cleared = await made(api.put(`${projects}/${project.id}`, { customerId: null }))
  expect(cleared.customerId).toBeNull()
})

describe('requests', () => {
  test('the sentences are those of the contract', async () => {
    const body = {
      ...{ name: 'x', budgetHours: -1, budgetAmount: '1.005', color: 'red', currency: 'XXQ' },
      ...{ startDate: '2026-02-30', isArchived: true },
    }
    const answer = await api.post(projects, body)
    expect(answer.body.code).toBe('SHARED_VALIDATION_FAILED')
    const { validationErrors } = answer.body.details
    const rulesByProperty = validationErrors.map(
      (error: { property: string; constraints: object }) => [
        error.property,
        Object.keys(error.constraints),
      ],
    )
    expect(Object.fromEntries(rulesByProperty)).toEqual({
      ...{ name: ['minLength'], budgetHours: ['min'], budgetAmount: ['isDecimal'] },
      ...{ color: ['matches'], currency: ['isISO4217CurrencyCode'] },
      ...{ startDate: ['isDateString'], isArchived: ['whitelistValidation'] },
    })
  })

  test('of no key, a wrong scope or another company are refused', async () => {
    const { id, defaultSubprojectId } = await newProject()
    const other = await server.company()
    const reader = await server.key(company, ['projects-read'])
    const writer = await server.key(company, ['projects-write'])
    const nobody = new Client(server.app, 'lb_nobody00_0000000000000000000000000000000000')
    const one = `${projects}/${id}`
    const part = `${one}/subprojects/${defaultSubprojectId}`
    const calls: [Client, (client: Client) => Promise<Response>][] = [
      [writer, (client) => client.get(one)],
      [writer, (client) => client.get(`${one}/profit`)],
      [reader, (client) => client.put(one, {})],
      [reader, (client) => client.post(`${one}/subprojects`, { name: 'x' })],
      [reader, (client) => client.put(part, {})],
      [reader, (client) => client.delete(part)],
    ]
    for (const [unscoped, call] of calls) {
      await expectRefusal(call(nobody), 401, 'UNAUTHORIZED')
      await expectRefusal(call(unscoped), 403, 'INSUFFICIENT_PERMISSIONS')
      await expectRefusal(call(other.api), 404, 'PROJECT_NOT_FOUND')
    }
    await expectRefusal(writer.get(projects), 403, 'INSUFFICIENT_PERMISSIONS')
    await expectRefusal(reader.post(projects, { name: 'Ny' }), 403, 'INSUFFICIENT_PERMISSIONS')
    const upsert = { externalReference: 'x', name: 'Ny' }
    await expectRefusal(reader.put(projects, upsert), 403, 'INSUFFICIENT_PERMISSIONS')
  })
})
