import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyId } from '../../src/kernel/context.ts'
import { uuidv7 } from '../../src/kernel/id.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { expectRefusal, made } from './answers.ts'

let server: TestApp
let company: TestCompany
let api: Client
let serial = 0

const UNKNOWN = '01920000-0000-7000-8000-00000000dead'

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  api = company.api
})
afterAll(() => server.close())

function newDimension(isUnique = false) {
  return made(api.post('/v1/dimensions', { name: `Dimension ${++serial}`, isUnique }))
}

function newValue(dimensionId: string, name: string, more: object = {}) {
  return made(api.post(`/v1/dimensions/${dimensionId}/values`, { name, ...more }))
}

/** A draft that carries the tags, as the drafts' room stores it. */
function draftWith(tagIds: readonly string[]) {
  const id = uuidv7()
  return server.db.transact(companyId(company.id), 'write', async (tx) => {
    await tx.run(sql`
      insert into draft_journal_entries (company_id, id, api_version, content, entry_type, amount,
        tag_ids, created_at, updated_at)
      values (${company.id}, ${id}, 2, '{}', 'JOURNAL_ENTRY', 0, ${tagIds}, now(), now())`)
  })
}

function auditOf(id: string) {
  return server.db.transact(companyId(company.id), 'read', (tx) =>
    tx.rows<{ action: string; before: object | null; after: object | null }>(sql`
      select action, before, after from audit_events
      where company_id = ${company.id} and resource_id = ${id} order by id`),
  )
}

describe('categories', () => {
  test('are made, read, listed by name, changed and deleted', async () => {
    const name = ` Afdeling ${++serial} `
    const dimension = await made(api.post('/v1/dimensions', { name, isUnique: true }))
    expect(dimension).toMatchObject({ name: name.trim(), isUnique: true, projectId: null })
    expect(dimension.values).toEqual([])
    expect(await made(api.get(`/v1/dimensions/${dimension.id}`))).toEqual(dimension)
    const names = (await made(api.get('/v1/dimensions'))).map((row: { name: string }) => row.name)
    expect(names).toEqual(names.toSorted())
    const changed = await made(api.put(`/v1/dimensions/${dimension.id}`, { isUnique: false }))
    expect(changed).toMatchObject({ name: name.trim(), isUnique: false })
    expect((await api.delete(`/v1/dimensions/${dimension.id}`)).status).toBe(204)
    await expectRefusal(api.get(`/v1/dimensions/${dimension.id}`), 404, 'DIMENSION_NOT_FOUND')
    const events = await auditOf(dimension.id)
    expect(events.map((event) => event.action)).toEqual([
      'dimension.create',
      'dimension.update',
      'dimension.delete',
    ])
    expect(events[1]).toMatchObject({ before: { isUnique: true }, after: { isUnique: false } })
  })

  test('a change that changes nothing leaves no event and keeps updatedAt', async () => {
    const { id, name, isUnique, updatedAt } = await newDimension()
    const same = await made(api.put(`/v1/dimensions/${id}`, { name, isUnique }))
    expect(same.updatedAt).toBe(updatedAt)
    expect(await made(api.put(`/v1/dimensions/${id}`, {}))).toEqual(same)
    expect(await auditOf(id)).toHaveLength(1)
  })

  test('a name is taken in any letter case, of projects too', async () => {
    const { id } = await newDimension()
    await newDimension()
    const taken = await made(api.post('/v1/dimensions', { name: 'Ærø', isUnique: false }))
    await made(api.post('/v1/projects', { name: 'Ombygning' }))
    const code = 'DIMENSION_NAME_ALREADY_EXISTS'
    const body = { name: 'ÆRØ', isUnique: false }
    expect(await expectRefusal(api.post('/v1/dimensions', body), 400, code)).toEqual({
      name: 'ÆRØ',
    })
    await expectRefusal(api.put(`/v1/dimensions/${id}`, { name: 'ærø' }), 400, code)
    await expectRefusal(api.post('/v1/dimensions', { ...body, name: 'OMBYGNING' }), 400, code)
    await made(api.put(`/v1/dimensions/${taken.id}`, { name: 'ÆRØ' }))
  })

  test('a category goes with its values unless one is used', async () => {
    const { id } = await newDimension()
    const root = await newValue(id, 'Rod')
    const leaf = await newValue(id, 'Blad', { parentId: root.id })
    await draftWith([leaf.id])
    const details = await expectRefusal(api.delete(`/v1/dimensions/${id}`), 400, 'DIMENSION_IN_USE')
    expect(details).toEqual({ dimensionId: id })
    const other = await newDimension()
    await newValue(other.id, 'Blad', { parentId: (await newValue(other.id, 'Rod')).id })
    expect((await api.delete(`/v1/dimensions/${other.id}`)).status).toBe(204)
  })
})

describe('values', () => {
  test('hang in trees, siblings by sortOrder, then name', async () => {
    const { id } = await newDimension()
    const late = await newValue(id, 'AA', { sortOrder: 2 })
    const second = await newValue(id, 'b')
    const first = await newValue(id, 'A', { code: 'A1' })
    const child = await newValue(id, 'a', { parentId: second.id })
    expect(child).toEqual({
      ...{ id: child.id, dimensionId: id, parentId: second.id, name: 'a', code: null },
      ...{ sortOrder: 0, isActive: true, children: [] },
    })
    const { values } = await made(api.get(`/v1/dimensions/${id}`))
    expect(values).toEqual([first, { ...second, children: [child] }, late])
    const listed = await made(api.get('/v1/dimensions'))
    expect(listed.find((row: { id: string }) => row.id === id).values).toEqual(values)
  })

  test('change in place, absent fields staying', async () => {
    const { id } = await newDimension()
    const root = await newValue(id, 'Rod')
    const value = await newValue(id, 'Nord', { parentId: root.id, code: 'N' })
    const child = await newValue(id, 'Barn', { parentId: value.id })
    const path = `/v1/dimensions/${id}/values/${value.id}`
    const off = await made(api.put(path, { isActive: false, sortOrder: 3 }))
    expect(off).toEqual({ ...value, isActive: false, sortOrder: 3, children: [child] })
    const freed = await made(api.put(path, { parentId: null, code: null, sortOrder: null }))
    expect(freed).toMatchObject({ parentId: null, code: null, sortOrder: 0, isActive: false })
    await made(api.put(path, { parentId: null }))
    const events = await auditOf(value.id)
    expect(events.map((event) => event.action)).toEqual([
      'dimension_value.create',
      'dimension_value.update',
      'dimension_value.update',
    ])
    expect(events[1]?.before).toEqual({ isActive: true, sortOrder: 0 })
  })

  test('a name is free under another parent only', async () => {
    const { id } = await newDimension()
    const root = await newValue(id, 'Syd')
    const below = await newValue(id, 'syd', { parentId: root.id })
    const code = 'DIMENSION_VALUE_NAME_ALREADY_EXISTS'
    await expectRefusal(api.post(`/v1/dimensions/${id}/values`, { name: 'SYD' }), 400, code)
    const path = `/v1/dimensions/${id}/values/${below.id}`
    const details = await expectRefusal(api.put(path, { parentId: null }), 400, code)
    expect(details).toEqual({ name: 'syd', parentId: null })
  })

  test('a tree has ten levels and no circles', async () => {
    const { id } = await newDimension()
    const path: string[] = []
    for (let level = 1; level <= 10; level++) {
      const value = await newValue(id, `Niveau ${level}`, { parentId: path.at(-1) })
      path.push(value.id)
    }
    const [top = '', second = ''] = path
    const values = `/v1/dimensions/${id}/values`
    const tooDeep = { name: 'Niveau 11', parentId: path.at(-1) }
    await expectRefusal(api.post(values, tooDeep), 400, 'DIMENSION_VALUE_TOO_DEEP')
    for (const parentId of [top, path[4]]) {
      const move = api.put(`${values}/${top}`, { parentId })
      await expectRefusal(move, 400, 'DIMENSION_VALUE_CYCLE')
    }
    const root = await newValue(id, 'Anden rod')
    const moved = api.put(`${values}/${top}`, { parentId: root.id })
    await expectRefusal(moved, 400, 'DIMENSION_VALUE_TOO_DEEP')
    await made(api.put(`${values}/${second}`, { parentId: root.id }))
  })

  test('a used value, one above it, and a parent stay', async () => {
    const { id } = await newDimension()
    const root = await newValue(id, 'Rod')
    const leaf = await newValue(id, 'Blad', { parentId: root.id })
    const values = `/v1/dimensions/${id}/values`
    const children = api.delete(`${values}/${root.id}`)
    await expectRefusal(children, 400, 'DIMENSION_VALUE_HAS_CHILDREN')
    await draftWith([leaf.id])
    for (const valueId of [root.id, leaf.id]) {
      const details = await expectRefusal(
        api.delete(`${values}/${valueId}`),
        400,
        'DIMENSION_VALUE_IN_USE',
      )
      expect(details).toEqual({ valueId })
    }
    const free = await newValue(id, 'Fri')
    expect((await api.delete(`${values}/${free.id}`)).status).toBe(204)
    await expectRefusal(api.delete(`${values}/${free.id}`), 404, 'DIMENSION_VALUE_NOT_FOUND')
  })

  test('a parent must be a value of the category', async () => {
    const [one, other] = [await newDimension(), await newDimension()]
    const foreign = await newValue(other.id, 'Fremmed')
    const own = await newValue(one.id, 'Egen')
    const values = `/v1/dimensions/${one.id}/values`
    const code = 'DIMENSION_VALUE_NOT_FOUND'
    for (const parentId of [foreign.id, UNKNOWN]) {
      const details = await expectRefusal(api.post(values, { name: 'x', parentId }), 404, code)
      expect(details).toEqual({ resource: 'DIMENSION_VALUE', id: parentId })
      await expectRefusal(api.put(`${values}/${own.id}`, { parentId }), 404, code)
    }
    await expectRefusal(api.put(`${values}/${foreign.id}`, {}), 404, code)
  })
})

test("a project's category is changed only through the project", async () => {
  const project = await made(api.post('/v1/projects', { name: `Projekt ${++serial}` }))
  const listed = await made(api.get(`/v1/dimensions?projectId=${project.id}`))
  expect(listed).toHaveLength(1)
  expect(listed[0]).toMatchObject({ id: project.dimensionId, isUnique: false })
  expect(listed[0].values[0]).toMatchObject({ id: project.defaultSubprojectId, name: 'Generelt' })
  const path = `/v1/dimensions/${project.dimensionId}`
  const value = `${path}/values/${project.defaultSubprojectId}`
  for (const answer of [
    api.put(path, { name: 'Andet' }),
    api.delete(path),
    api.post(`${path}/values`, { name: 'Andet' }),
    api.put(value, { name: 'Andet' }),
    api.delete(value),
  ]) {
    const details = await expectRefusal(answer, 400, 'DIMENSION_MANAGED_BY_PROJECT')
    expect(details).toEqual({ dimensionId: project.dimensionId, projectId: project.id })
  }
})
