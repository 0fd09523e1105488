import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { type CronItem, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { ownerPool } from '../db/owner-pool.ts'
import { failure } from '../telemetry/failure.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { executor, jobLogger } from './execute-job.ts'
import type { Task } from './job.ts'
import { WorkerRegister } from './worker-register.ts'

/** What the workers of one process need. */
export interface WorkerOptions {
  /** As the owner: the queue's schema is closed to the application's role. */
  readonly connection: pg.ClientConfig
  readonly tasks: readonly Task[]
  readonly metrics: Metrics
  readonly log: FastifyBaseLogger
}

/** The running workers of this process. */
export interface Workers {
  /** Resolves when they ended, asked (`stop`) or not. */
  readonly ended: Promise<void>
  /** Takes no more jobs, finishes what runs; hands back what does not end in time. */
  stop(): Promise<void>
}

const CONCURRENCY = 4
/** The workers' connections: one listens, the others take and finish jobs. */
const CONNECTIONS_MAX = 4
const STOP_MS = 8000

/** Starts taking jobs; any number of processes may do so on one database. */
export async function startWorkers(options: WorkerOptions): Promise<Workers> {
  const { connection, tasks, log } = options
  const pool = ownerPool(connection, CONNECTIONS_MAX)
  const register = new WorkerRegister(pool, connection, log)
  await register.open()
  // graphile-worker's own emitter: workers enlist before they take a job.
  const events = new EventEmitter() as WorkerEvents
  events.on('worker:create', ({ worker }) => register.enlist(worker.workerId))
  const runner = await run({
    events,
    pgPool: pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    taskList: Object.fromEntries(tasks.map((task) => [task.name, executor(task, options)])),
    parsedCronItems: parseCronItems(tasks.flatMap(cronItem)),
    logger: jobLogger(log),
  })
  const ended = runner.promise.catch((error: unknown) => {
    log.error(failure(error), 'the workers ended')
  })
  const stop = async () => {
    await stopWithin(runner, STOP_MS)
    await register.close()
    await pool.end()
  }
  return { ended, stop }
}

/** A run that was missed while no process was up is not made good: the next one does its work too. */
function cronItem({ name, cron }: Task): CronItem[] {
  if (cron === undefined) return []
  return [{ task: name, match: cron, options: { backfillPeriod: 0, maxAttempts: 1 } }]
}

/** Jobs that do not end in time are handed back and start anew elsewhere. */
async function stopWithin(runner: Runner, milliseconds: number): Promise<void> {
  const stopped = runner.stop().catch(() => undefined)
  const timer = new AbortController()
  const late = sleep(milliseconds, 'late', { signal: timer.signal }).catch(() => undefined)
  if ((await Promise.race([stopped, late])) === 'late') await runner.kill().catch(() => undefined)
  timer.abort()
}
