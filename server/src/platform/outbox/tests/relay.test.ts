import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../../../../test/harness/app.ts'
import { type CompanyId, companyId } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { sql } from '../../db/sql.ts'
import type { EventHandler, OutboxEvent } from '../event.ts'
import { outboxNudge } from '../nudge.ts'
import { OutboxRelay } from '../relay.ts'

let server: TestApp
let companies: TestCompany[]
let relays: OutboxRelay[]

beforeAll(async () => {
  server = await testApp()
  companies = [await server.company(), await server.company(), await server.company()]
})

afterAll(() => server.close())

beforeEach(async () => {
  relays = []
  await settle(new Map())
})

afterEach(() => Promise.all(relays.map((relay) => relay.stop())))

function start(topic: string, handler: EventHandler): OutboxRelay {
  const options = { db: server.db, log: pino({ level: 'silent' }), retryMs: 50 }
  const relay = new OutboxRelay({ ...options, handlers: new Map([[topic, [handler]]]) })
  relay.start()
  relays.push(relay)
  return relay
}

/** Runs a relay until nothing waits. */
async function settle(handlers: ReadonlyMap<string, readonly EventHandler[]>): Promise<void> {
  const relay = new OutboxRelay({ db: server.db, handlers, log: pino({ level: 'silent' }) })
  relay.start()
  await expect.poll(waiting).toBe(0)
  await relay.stop()
}

async function waiting(): Promise<number> {
  const [row] = await server.db.query<{ count: bigint }>(sql`
    select count_outbox_events() as count`)
  return Number(row?.count)
}

async function commit(company: TestCompany, count: number, topic = 'tested'): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7())
  await server.db.transact(companyId(company.id), 'write', async (tx) => {
    tx.run(sql`
      insert into outbox_events (company_id, id, topic, data, at)
      select ${company.id}, id, ${topic}, jsonb_build_object('id', id), now()
      from unnest(${ids}::uuid[]) as id`)
  })
  outboxNudge.emit('committed')
  return ids
}

function idsOf(events: readonly OutboxEvent[], company: TestCompany): string[] {
  return events.filter((event) => event.companyId === company.id).map(({ id }) => id)
}

describe('the outbox relay', () => {
  test("hands each company's events over once, in the order of their ids, and marks them", async () => {
    const seen: OutboxEvent[] = []
    start('tested', async (_tx, event) => {
      seen.push(event)
    })
    const ids = await Promise.all(companies.map((company) => commit(company, 250)))
    await expect.poll(waiting).toBe(0)
    for (const [index, company] of companies.entries()) {
      expect(idsOf(seen, company)).toEqual(ids[index])
    }
    expect(seen).toHaveLength(750)
    expect(seen[0]).toMatchObject({ topic: 'tested', data: { id: seen[0]?.id } })
  })

  test('counts events without a handler as dispatched', async () => {
    start('tested', async () => {
      throw new Error('not for this handler')
    })
    await commit(companies[0] as TestCompany, 20, 'unheard')
    await expect.poll(waiting).toBe(0)
  })

  test('loses nothing and doubles nothing between two relays that share the work', async () => {
    const seen: OutboxEvent[] = []
    let atOnce = 0
    const busy = new Set<CompanyId>()
    const handler: EventHandler = async (_tx, event) => {
      if (busy.has(event.companyId)) atOnce += 1
      busy.add(event.companyId)
      await new Promise((resolve) => setTimeout(resolve, 1))
      busy.delete(event.companyId)
      seen.push(event)
    }
    start('tested', handler)
    start('tested', handler)
    const ids: string[][] = [[], [], []]
    for (let round = 0; round < 20; round += 1) {
      for (const [index, company] of companies.entries()) {
        ids[index]?.push(...(await commit(company, 5)))
      }
    }
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0)
    expect(atOnce).toBe(0)
    for (const [index, company] of companies.entries()) {
      expect(idsOf(seen, company)).toEqual(ids[index])
    }
  })

  test('tries a failing event again with growing pauses, and lets nothing overtake it', async () => {
    const [first, second] = companies as [TestCompany, TestCompany]
    const tries: number[] = []
    const seen: string[] = []
    let broken = ''
    start('tested', async (_tx, { id }) => {
      if (id === broken) {
        tries.push(performance.now())
        if (tries.length < 4) throw new Error('the handler fails')
      }
      seen.push(id)
    })
    const ids = [uuidv7()]
    broken = ids[0] as string
    await server.db.transact(companyId(first.id), 'write', async (tx) => {
      tx.run(sql`
        insert into outbox_events (company_id, id, topic, data, at)
        values (${first.id}, ${broken}, 'tested', '{}', now())`)
    })
    ids.push(...(await commit(first, 3)))
    const others = await commit(second, 2)
    // Another company's events do not wait.
    await expect.poll(() => seen.filter((id) => others.includes(id))).toEqual(others)
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0)
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids)
    const [a = 0, b = 0, c = 0, d = 0] = tries
    expect([b - a >= 50, c - b >= 100, d - c >= 200]).toEqual([true, true, true])
  })

  test('keeps nothing of what a failing handler wrote, and all of what a good one did', async () => {
    const [company] = companies as [TestCompany]
    let attempts = 0
    const [id] = await commit(company, 1)
    start('tested', async (tx, event) => {
      attempts += 1
      tx.run(sql`
        insert into idempotency_keys (company_id, credential_id, key, fingerprint, status)
        values (${event.companyId}, ${event.id}, ${String(attempts)}, '', 200)`)
      if (attempts === 1) throw new Error('the handler fails')
    })
    await expect.poll(waiting).toBe(0)
    const rows = await server.db.transact(companyId(company.id), 'read', (tx) =>
      tx.rows(sql`select key from idempotency_keys where credential_id = ${id}`),
    )
    expect(rows).toEqual([{ key: '2' }])
  })

  test('hands over again what a process had in hand when it died', async () => {
    const [company] = companies as [TestCompany]
    const [id] = await commit(company, 1)
    const died = server.db.transact(companyId(company.id), 'write', async (tx) => {
      // As the relay does, up to the moment of its death.
      await tx.rows(sql`
        select pg_advisory_xact_lock(hashtextextended(${company.id}, 13))`)
      await tx.rows(sql`select id from outbox_events where id = ${id} for update`)
      tx.run(sql`update outbox_events set dispatched_at = now() where id = ${id}`)
      throw new Error('killed')
    })
    await expect(died).rejects.toThrow('killed')
    const seen: string[] = []
    start('tested', async (_tx, event) => {
      seen.push(event.id)
    })
    await expect.poll(waiting).toBe(0)
    expect(seen).toEqual([id])
  })
})
