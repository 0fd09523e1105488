import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, type TestCompany, testApp } from '../../../../test/harness/app.ts'
import { companyClock } from '../../../kernel/clock.ts'
import { type Context, companyId } from '../../../kernel/context.ts'
import { sql } from '../../db/sql.ts'
import { Metrics } from '../../telemetry/metrics.ts'
import { enqueue } from '../enqueue.ts'
import type { Job, Task } from '../job.ts'
import { pruningTasks } from '../prune.ts'
import { startWorkers, type Workers } from '../worker.ts'

let server: TestApp
let company: TestCompany
let workers: Workers[] = []
const metrics = new Metrics()

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
})

afterAll(() => server.close())

afterEach(async () => {
  await Promise.all(workers.map((running) => running.stop()))
  workers = []
})

async function work(...tasks: Task[]): Promise<Workers> {
  const { connection } = server.database
  const started = await startWorkers({ connection, tasks, metrics, log: pino({ level: 'silent' }) })
  workers.push(started)
  return started
}

/** Runs `work` in a transaction of the company, as a verb does. */
function inCompany(work: (ctx: Context) => Promise<void>): Promise<void> {
  const id = companyId(company.id)
  const facts = {
    ...{ id, name: '', countryCode: 'DK', baseCurrency: 'DKK', timeZone: 'UTC', sandbox: true },
    licenses: new Set<never>(),
  }
  const actor = { type: 'system', id: null, label: 'test', scopes: new Set<string>() } as const
  const by = { actor, requestId: 'test', ip: null, clock: companyClock(null, 'UTC') }
  return server.db.transact(id, 'write', (tx) => work({ company: facts, tx, ...by }))
}

async function asOwner<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ ...server.database.connection })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

function collecting(name: string): Task & { readonly jobs: Job[] } {
  const jobs: Job[] = []
  return {
    name,
    jobs,
    async run(job) {
      jobs.push(job)
    },
  }
}

describe('jobs', () => {
  test('exist exactly when the transaction that enqueued them commits', async () => {
    const task = collecting('exist')
    const lost = inCompany(async (ctx) => {
      enqueue(ctx, task.name, { number: 1 })
      throw new Error('rolled back')
    })
    await expect(lost).rejects.toThrow('rolled back')
    await inCompany(async (ctx) => enqueue(ctx, task.name, { number: 2 }))
    await work(task)
    await expect.poll(() => task.jobs.length).toBe(1)
    expect(task.jobs[0]).toMatchObject({
      companyId: company.id,
      payload: { number: 2 },
      attempt: 1,
    })
    expect(await metrics.registry.getSingleMetricAsString('ledgerbee_jobs_total')).toContain(
      'ledgerbee_jobs_total{task="exist",outcome="done"} 1',
    )
  })

  test('of one key only the last waits; a payload cannot name another company', async () => {
    const task = collecting('keyed')
    await inCompany(async (ctx) => {
      enqueue(ctx, task.name, { number: 1, companyId: 'another' }, { key: 'a' })
      enqueue(ctx, task.name, { number: 2 }, { key: 'a' })
      enqueue(ctx, task.name, { number: 3, companyId: 'another' }, { key: 'b' })
    })
    await work(task)
    await expect.poll(() => task.jobs.length).toBe(2)
    expect(task.jobs.map(({ payload }) => payload['number']).sort()).toEqual([2, 3])
    expect(task.jobs.map(({ companyId }) => companyId)).toEqual([company.id, company.id])
  })

  test('wait for their time', async () => {
    const task = collecting('later')
    const runAt = new Date(Date.now() + 60_000)
    await inCompany(async (ctx) => enqueue(ctx, task.name, {}, { runAt }))
    await work(task)
    await sleep(300)
    expect(task.jobs).toEqual([])
    const [row] = await asOwner<{ run_at: Date }>(
      `select run_at from graphile_worker.jobs where task_identifier = 'later'`,
    )
    expect(row?.run_at).toEqual(runAt)
  })

  test('that fail are tried again, and counted', async () => {
    let attempts = 0
    await inCompany(async (ctx) => enqueue(ctx, 'fails-once', {}))
    await work({
      name: 'fails-once',
      async run({ attempt }) {
        attempts = attempt
        if (attempt === 1) throw new Error('the task fails')
      },
    })
    await expect.poll(() => attempts, { timeout: 15_000 }).toBe(2)
    expect(await metrics.registry.getSingleMetricAsString('ledgerbee_jobs_total')).toContain(
      'ledgerbee_jobs_total{task="fails-once",outcome="failed"} 1',
    )
  })

  test('that run when the process is told to stop are finished', async () => {
    let isFinished = false
    let isRunning = false
    await inCompany(async (ctx) => enqueue(ctx, 'slow', {}))
    const running = await work({
      name: 'slow',
      async run() {
        isRunning = true
        await sleep(300)
        isFinished = true
      },
    })
    await expect.poll(() => isRunning).toBe(true)
    workers = []
    await running.stop()
    expect(isFinished).toBe(true)
    await running.ended
  })

  test('of a process that died are taken from it, those of a live one are not', async () => {
    let runs = 0
    let release = () => {}
    await inCompany(async (ctx) => enqueue(ctx, 'held', {}))
    await work({
      name: 'held',
      async run() {
        runs += 1
        await new Promise<void>((resolve) => {
          release = resolve
        })
      },
    })
    await expect.poll(() => runs).toBe(1)
    await asOwner(`update graphile_worker._private_jobs set locked_at = now() - interval '1 hour'
      where locked_at is not null`)
    const orphan = collecting('orphan')
    await inCompany(async (ctx) => enqueue(ctx, orphan.name, {}))
    await asOwner(`update graphile_worker._private_jobs
      set locked_at = now() - interval '1 hour', locked_by = 'worker-of-the-dead'
      where locked_at is null and run_at <= now()`)
    await work(orphan)
    await expect.poll(() => orphan.jobs.length, { timeout: 10_000 }).toBe(1)
    expect(runs).toBe(1)
    release()
  })
})

describe('pruning', () => {
  test('removes what has had its time and nothing else', async () => {
    const id = companyId(company.id)
    await server.db.transact(id, 'write', async (tx) => {
      tx.run(sql`
        insert into idempotency_keys (company_id, credential_id, key, fingerprint, status, created_at)
        select ${id}, ${id}, hours, '', 200, now() - hours::int * interval '1 hour'
        from unnest(array['23', '25', '99']) as hours`)
      tx.run(sql`
        insert into outbox_events (company_id, id, topic, data, at, created_at, dispatched_at)
        select ${id}, gen_random_uuid(), 'pruned', to_jsonb(days), now(),
          now() - days * interval '1 day',
          case when days = 32 then null else now() - days * interval '1 day' end
        from unnest(array[29, 31, 32]) as days`)
    })
    await server.db.query(sql`
      insert into rate_limit_hits (bucket, hit_at, ordinal, leaves_at)
      values ('p', now(), 1, now() - interval '1 s'), ('p', now(), 2, now() + interval '1 h'),
        ('p', now(), 3, null)`)
    const job = { companyId: null, payload: {}, attempt: 1, signal: new AbortController().signal }
    for (const task of pruningTasks(server.db)) await task.run(job)
    const left = await server.db.transact(id, 'read', async (tx) => [
      ...(await tx.rows(sql`select key from idempotency_keys where credential_id = ${id}`)),
      // An event that no handler took on yet stays, however old.
      ...(await tx.rows(
        sql`select data from outbox_events where topic = 'pruned' order by data::int`,
      )),
      ...(await tx.rows(sql`select ordinal from rate_limit_hits where bucket = 'p' order by 1`)),
    ])
    expect(left).toEqual([
      { key: '23' },
      { data: 29 },
      { data: 32 },
      { ordinal: 2n },
      { ordinal: 3n },
    ])
  })

  test('runs by the clock', async () => {
    const tasks = pruningTasks(server.db)
    await work(...tasks)
    const rows = await asOwner('select identifier from graphile_worker._private_known_crontabs')
    expect(rows).toHaveLength(tasks.length)
  })
})
