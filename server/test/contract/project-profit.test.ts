import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestApp, testApp } from '../harness/app.ts'
import { expectRefusal, made } from './answers.ts'

let server: TestApp
let api: Client
let serial = 0

const projects = '/v1/projects'

beforeAll(async () => {
  server = await testApp()
  api = (await server.company()).api
})
afterAll(() => server.close())

function newProject(more: object = {}) {
  return made(api.post(projects, { name: `Projekt ${++serial}`, ...more }))
}

function newSubproject(projectId: string, body: object) {
  return made(api.post(`${projects}/${projectId}/subprojects`, body))
}

const accounts = new Map<string, string>()

function line(number: string, side: 'debit' | 'credit', amount: number, tagIds: string[] = []) {
  return { number, [side]: amount, tagIds }
}

type Line = { number: string; hours?: number }

async function post(lines: readonly Line[], more: object = {}) {
  return await made(send(lines, more))
}

/** Sends an entry of lines that name their accounts by number. */
async function send(lines: readonly Line[], more: object = {}) {
  if (accounts.size === 0) {
    for (const row of await made(api.get('/v1/accounts'))) {
      accounts.set(String(row.accountNumber), row.id)
    }
  }
  return await api.post('/v2/journal-entries', {
    ...{ entryType: 'JOURNAL_ENTRY', date: '2026-03-10', ...more },
    lines: lines.map(({ number, ...rest }) => ({ accountId: accounts.get(number), ...rest })),
  })
}

describe('profit', () => {
  test('counts each line once (ledger.md, example 14)', async () => {
    const project = await newProject()
    const { defaultSubprojectId } = project
    const part = await newSubproject(project.id, { name: 'A', budgetHours: 160 })
    await post([
      line('1010', 'credit', 20000, [part.id]),
      { ...line('2905', 'debit', 8000, [part.id]), hours: 40 },
      line('6480', 'debit', 12000),
    ])
    const untagged = [line('2450', 'debit', 500), line('6480', 'credit', 500)]
    await post(untagged, { tagIds: [defaultSubprojectId], date: '2026-04-01' })
    const profit = await made(api.get(`${projects}/${project.id}/profit`))
    const [standard, a] = profit.subprojects
    expect(profit).toMatchObject({ projectId: project.id, currency: 'DKK', from: null, to: null })
    expect(a).toEqual({
      ...{ subprojectId: part.id, name: 'A', isDefault: false, revenue: 20000, cost: 8000 },
      ...{ margin: 12000, marginPercent: 60, hours: 40, budgetHours: 160 },
      ...{ budgetHoursUsedPercent: 25, budgetAmount: null, budgetAmountUsedPercent: null },
    })
    expect(standard).toMatchObject({ revenue: 0, cost: 500, margin: -500, marginPercent: null })
    expect(profit.total).toMatchObject({ cost: 8500, margin: 11500, marginPercent: 57.5 })
    const march = await made(api.get(`${projects}/${project.id}/profit?to=2026-03-31`))
    expect(march.total).toMatchObject({ cost: 8000, hours: 40 })
    const april = await made(api.get(`${projects}/${project.id}/profit?from=2026-04-01`))
    expect(april.total).toMatchObject({ revenue: 0, cost: 500, hours: 0 })
  })

  test('a line follows its own tag where the entry has another, and a reversal cancels', async () => {
    const project = await newProject({ budgetAmount: 1000 })
    const part = await newSubproject(project.id, { name: 'Egen' })
    const lines = [
      { ...line('2450', 'debit', 100, [part.id]), hours: 1.5 },
      line('2450', 'debit', 50),
      line('6480', 'credit', 150),
    ]
    const entry = await post(lines, { tagIds: [project.defaultSubprojectId] })
    const read = () => made(api.get(`${projects}/${project.id}/profit`))
    const { total, subprojects } = await read()
    expect(subprojects.map((row: { cost: number }) => row.cost)).toEqual([50, 100])
    expect(total).toMatchObject({ cost: 150, hours: 1.5, budgetAmountUsedPercent: 15 })
    await made(api.post(`/v1/journal-entries/${entry.id}/reverse`, {}))
    expect((await read()).total).toMatchObject({ revenue: 0, cost: 0, hours: 0 })
  })

  test('a line of another project is not of the project that its entry names', async () => {
    const [named, own] = [await newProject(), await newProject()]
    const lines = [
      line('2450', 'debit', 100, [own.defaultSubprojectId]),
      line('6480', 'credit', 100),
    ]
    await post(lines, { tagIds: [named.defaultSubprojectId] })
    const cost = async (id: string) => (await made(api.get(`${projects}/${id}/profit`))).total.cost
    expect([await cost(named.id), await cost(own.id)]).toEqual([0, 100])
  })
})

test('a posted subproject cannot be deleted, nor can its project be posted on when archived', async () => {
  const project = await newProject()
  const part = await newSubproject(project.id, { name: 'Del' })
  const lines = [line('1010', 'credit', 10, [part.id]), line('6480', 'debit', 10)]
  await post(lines)
  const path = `${projects}/${project.id}/subprojects/${part.id}`
  const details = await expectRefusal(api.delete(path), 400, 'SUBPROJECT_IN_USE')
  expect(details).toEqual({ subprojectId: part.id })
  await made(api.put(`${projects}/${project.id}`, { isArchived: true }))
  await expectRefusal(send(lines), 400, 'PROJECT_ARCHIVED')
})
