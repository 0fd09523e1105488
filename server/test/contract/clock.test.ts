import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DueWork } from '../../src/domain/companies/index.ts'
import { companyId } from '../../src/kernel/context.ts'
import { Client, type TestApp, type TestCompany, testApp } from '../harness/app.ts'

const CLOCK = '/operator/v1/clock'

/** Work of the test: instants it is due at, and where the clock stood when it ran. */
class Diary implements DueWork {
  readonly name: string
  readonly due: Date[] = []
  readonly ran: string[] = []
  crashAt: string | null = null

  constructor(name: string) {
    this.name = name
  }

  async nextDue(_ctx: unknown, until: Date): Promise<Date | null> {
    return this.due.find((at) => at <= until) ?? null
  }

  async run(...[ctx, at]: Parameters<DueWork['run']>) {
    if (at.toISOString() === this.crashAt) throw new Error('power cut')
    await ctx.tx.rows({ text: 'select 1', values: [] })
    this.due.shift()
    diary.push(`${this.name} ${ctx.clock.now().toISOString()} ${ctx.actor.type}`)
    return { billed: 1, changed: 2 }
  }
}

const diary: string[] = []
const billing = new Diary('billing')
const dunning = new Diary('dunning')

let server: TestApp
let company: TestCompany
let start: number

beforeAll(async () => {
  server = await testApp({ dueWork: [billing, dunning] })
})
afterAll(() => server.close())
beforeEach(async () => {
  company = await server.company()
  start = Date.now()
  diary.length = 0
  for (const work of [billing, dunning]) {
    work.due.length = 0
    work.crashAt = null
  }
})

/** An instant so many days from the start of the test, ISO 8601. */
const inDays = (days: number) => new Date(start + days * 86_400_000).toISOString()

describe('the test clock', () => {
  test('is real time until it is moved, and then stands', async () => {
    const real = await company.api.get(CLOCK)
    expect(real.body.frozen).toBe(false)
    expect(Math.abs(Date.parse(real.body.now) - Date.now())).toBeLessThan(5000)
    const moved = await company.api.post(CLOCK, { now: inDays(30) })
    expect(moved.status).toBe(200)
    expect(moved.body).toEqual({ now: inDays(30), billed: 0, changed: 0 })
    expect((await company.api.get(CLOCK)).body).toEqual({ now: inDays(30), frozen: true })
    expect((await company.api.post(CLOCK, { now: inDays(30) })).body.billed).toBe(0)
  })

  test('runs what falls due in order, standing at each due date', async () => {
    billing.due.push(new Date(inDays(1)), new Date(inDays(3)), new Date(inDays(9)))
    dunning.due.push(new Date(inDays(-5)), new Date(inDays(3)))
    const moved = await company.api.post(CLOCK, { now: inDays(5) })
    expect(moved.body).toEqual({ now: inDays(5), billed: 4, changed: 8 })
    expect(diary.map((line) => line.split(' ')[0])).toEqual([
      'dunning',
      'billing',
      'billing',
      'dunning',
    ])
    // What was late already runs at once: the clock does not run back.
    expect(Date.parse(diary[0]?.split(' ')[1] ?? '')).toBeGreaterThanOrEqual(start)
    expect(diary.slice(1)).toEqual([
      `billing ${inDays(1)} system`,
      `billing ${inDays(3)} system`,
      `dunning ${inDays(3)} system`,
    ])
    expect((await company.api.post(CLOCK, { now: inDays(10) })).body.billed).toBe(1)
  })

  test('a crash in the middle keeps what was done; the same move goes on from there', async () => {
    billing.due.push(new Date(inDays(1)), new Date(inDays(2)), new Date(inDays(3)))
    billing.crashAt = inDays(2)
    const broken = await company.api.post(CLOCK, { now: inDays(5) }, { idempotencyKey: 'move' })
    expect([broken.status, broken.body.code]).toEqual([500, 'INTERNAL_ERROR'])
    expect((await company.api.get(CLOCK)).body).toEqual({ now: inDays(1), frozen: true })
    billing.crashAt = null
    const resumed = await company.api.post(CLOCK, { now: inDays(5) }, { idempotencyKey: 'move' })
    expect(resumed.body).toEqual({ now: inDays(5), billed: 2, changed: 4 })
    const replayed = await company.api.post(CLOCK, { now: inDays(5) }, { idempotencyKey: 'move' })
    expect(replayed.body).toEqual(resumed.body)
    expect(replayed.headers['idempotent-replayed']).toBe('true')
    expect(diary).toEqual([1, 2, 3].map((day) => `billing ${inDays(day)} system`))
  })

  test('work that stays due without doing anything is a failure, not a loop', async () => {
    const stuck: DueWork = {
      name: 'stuck',
      nextDue: async () => new Date(inDays(1)),
      run: async () => ({ billed: 0, changed: 0 }),
    }
    const other = await testApp({ dueWork: [stuck] })
    try {
      const { api } = await other.company()
      expect((await api.post(CLOCK, { now: inDays(2) })).status).toBe(500)
    } finally {
      await other.close()
    }
  })

  test('only moves forward', async () => {
    await company.api.post(CLOCK, { now: inDays(30) })
    for (const answer of [
      await company.api.post(CLOCK, { now: inDays(29) }),
      await company.api.delete(CLOCK),
    ]) {
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({
        code: 'CLOCK_BACKWARDS',
        details: { now: inDays(30) },
      })
    }
    const fresh = await server.company()
    const past = await fresh.api.post(CLOCK, { now: '2020-01-01T00:00:00Z' })
    expect(past.body.code).toBe('CLOCK_BACKWARDS')
  })

  test('returns to real time once that is later', async () => {
    expect((await company.api.delete(CLOCK)).status).toBe(204)
    await server.db.transact(companyId(company.id), 'write', async (tx) => {
      tx.run({ text: `update companies set clock_at = now() - interval '1 day'`, values: [] })
    })
    expect((await company.api.get(CLOCK)).body.frozen).toBe(true)
    expect((await company.api.delete(CLOCK)).status).toBe(204)
    expect((await company.api.get(CLOCK)).body.frozen).toBe(false)
    const events = await company.api.get('/operator/v1/audit/events?resourceType=clock')
    expect(events.body.data).toMatchObject([
      { action: 'clock.release', before: { frozen: true }, after: { frozen: false } },
    ])
  })

  test('each move is audited once, by who moved it', async () => {
    await company.api.post(CLOCK, { now: inDays(3) })
    await company.api.post(CLOCK, { now: inDays(3) })
    const events = await company.api.get('/operator/v1/audit/events?action=clock.move')
    expect(events.body.data).toMatchObject([
      {
        actor: { type: 'api_key' },
        before: { frozen: false },
        after: { now: inDays(3), frozen: true },
      },
    ])
  })

  test('belongs to sandbox companies', async () => {
    const { api } = await server.company({ sandbox: false })
    for (const answer of [
      await api.get(CLOCK),
      await api.post(CLOCK, { now: inDays(1) }),
      await api.delete(CLOCK),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([400, 'CLOCK_NOT_SANDBOX'])
    }
  })

  test('moves one company alone, and many at once', async () => {
    const companies = await Promise.all(Array.from({ length: 15 }, () => server.company()))
    const moves = await Promise.all(companies.map(({ api }) => api.post(CLOCK, { now: inDays(2) })))
    expect(moves.map(({ status }) => status)).toEqual(companies.map(() => 200))
    expect((await company.api.get(CLOCK)).body.frozen).toBe(false)
  })

  test('needs an instant, a key and the scope operator', async () => {
    const missing = await company.api.post(CLOCK, {})
    expect(missing.body.details.validationErrors).toEqual([
      { property: 'now', constraints: { isNotEmpty: 'now should not be empty' } },
    ])
    const wrong = await company.api.post(CLOCK, { now: '2026-02-30T00:00:00Z' })
    expect(wrong.body.details.validationErrors[0].constraints).toEqual({
      isDateString: 'now must be a valid ISO 8601 date string',
    })
    const reader = await server.key(company, ['company-read'])
    expect((await reader.post(CLOCK, {})).status).toBe(403)
    expect((await new Client(server.app, '').get(CLOCK)).status).toBe(401)
  })
})
