import type { FastifyInstance } from 'fastify'
import { buildApp, buildProbes, type Services } from './app.ts'
import { bootstrap, type FirstStart } from './bootstrap.ts'
import { type Config, loadSecretKey } from './config.ts'
import { listen, settlePort, stopListening } from './listen.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { Database } from './platform/db/database.ts'
import { migrate } from './platform/db/migrate.ts'
import { pruningTasks } from './platform/jobs/prune.ts'
import { startWorkers } from './platform/jobs/worker.ts'
import { OutboxRelay } from './platform/outbox/relay.ts'
import { Vault } from './platform/secrets/vault.ts'
import { Metrics } from './platform/telemetry/metrics.ts'
import { Teardown } from './teardown.ts'

/** A LedgerBee process that serves, works, or both. */
export interface RunningServer {
  /** Where callers find it, `http://127.0.0.1:8080`. */
  readonly publicUrl: string
  readonly firstStart: FirstStart
  /** Resolves with one sentence when the process cannot go on. */
  readonly failed: Promise<string>
  /** Takes no new requests or jobs, finishes what runs, lets go of everything; within 18 s. */
  stop(): Promise<void>
}

/** How long requests and jobs that run have to finish, and what comes after them: 18 s together. */
const FINISH_MS = 12_000
const DISCONNECT_MS = 1000
const DATABASE_STOP_MS = 5000

const DATABASE_GONE =
  'The embedded PostgreSQL ended by itself: see postgres.log in the data folder, and start again.'
const WORKERS_GONE = 'The background workers ended by themselves: see the log, and start again.'

/**
 * Starts everything: the database, its migrations, the demo company of a first start, HTTP, the workers.
 * @throws ConfigError when the surroundings are not fit; StartError when it cannot listen.
 */
export async function startServer(settings: Config): Promise<RunningServer> {
  const teardown = new Teardown()
  try {
    return await start(await settlePort(settings), teardown)
  } catch (error) {
    await teardown.run()
    throw error
  }
}

async function start(config: Config, teardown: Teardown): Promise<RunningServer> {
  const database = await openDatabase(config, { share: false })
  teardown.add(DATABASE_STOP_MS, () => database.close())
  await migrate(database.connection)
  const db = new Database(database.connection, { connectionsMax: config.databasePoolMax })
  teardown.add(DISCONNECT_MS, () => db.close())
  let isStarted = false
  const isServing = () => isStarted && !teardown.isRunning
  const services = servicesOf(config, db, isServing)
  const app = config.role === 'worker' ? buildProbes(services) : buildApp(services)
  const activities: Stoppable[] = [{ stop: () => stopListening(app) }]
  teardown.add(FINISH_MS, () => Promise.all(activities.map((activity) => activity.stop())))
  const failed = [database.exited.then(() => DATABASE_GONE)]
  if (config.role !== 'api') {
    const work = await startWork(services, app, database)
    activities.push(work)
    failed.push(work.ended.then(() => WORKERS_GONE))
  }
  await listen(app, config)
  // Last: the key of a first start is told once, so nothing may fail any more before it is.
  const firstStart = await bootstrap(db, config.bootstrapKey)
  isStarted = true
  return {
    publicUrl: config.publicUrl,
    firstStart,
    failed: Promise.race(failed),
    stop: () => teardown.run(),
  }
}

function servicesOf(config: Config, db: Database, isServing: () => boolean): Services {
  const { current, previous } = loadSecretKey(config)
  const { logLevel, publicUrl, sunsetDate, trustedProxies } = config
  return {
    ...{ db, logLevel, publicUrl, sunsetDate, trustedProxies },
    vault: new Vault(current, previous),
    metrics: new Metrics(),
    isServing,
  }
}

interface Stoppable {
  stop(): Promise<void>
}

/** Jobs and the outbox; `ended` resolves when the workers are gone. */
async function startWork(
  { db, metrics }: Services,
  { log }: FastifyInstance,
  { connection }: OpenDatabase,
): Promise<Stoppable & { readonly ended: Promise<void> }> {
  const workers = await startWorkers({ connection, tasks: pruningTasks(db), metrics, log })
  const relay = new OutboxRelay({ db, handlers: new Map(), log })
  relay.start()
  const stop = async () => {
    await Promise.all([workers.stop(), relay.stop()])
  }
  return { ended: workers.ended, stop }
}
