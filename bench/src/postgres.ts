import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { findInstalledPostgres } from '../../scripts/installed-postgres.mjs'
import { migrate } from '../../server/src/platform/db/migrate.ts'
import { startDebianPostgres } from '../../server/test/harness/debian-postgres.ts'

/** A real, durable PostgreSQL with a migrated database, for one benchmark. */
export interface BenchPostgres {
  readonly connection: pg.ClientConfig & { readonly port: number; readonly database: string }
  /** One TPC-B run (scale 20, 8 clients, prepared): transactions a second. */
  pgbench(seconds: number): number
  /** Statistics for the planner, which also makes every cached plan anew. */
  analyze(): Promise<void>
  /** User and system time of every server process so far, in ms. */
  cpuMs(): number
  stop(): Promise<void>
}

const CLOCK_TICK_MS = 10

/** fsync on, as in production; only sizes are set. */
const SETTINGS = {
  shared_buffers: '2GB',
  max_connections: 200,
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  wal_compression: 'on',
}

/** Starts PostgreSQL in a scratch folder, migrates `bench` and fills `tpcb` for pgbench. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const { server, stop } = await startDebianPostgres(SETTINGS)
  const admin = new pg.Client({ ...server, database: 'postgres' })
  await admin.connect()
  await admin.query('create database bench')
  await admin.query('create database tpcb')
  const [{ pid } = { pid: 0 }] = (await admin.query('select pg_backend_pid() as pid')).rows
  const postmaster = parentOf(pid) ?? 0
  await admin.end()
  const connection = { ...server, database: 'bench' }
  await migrate(connection)
  runPgbench(server, ['-i', '-q', '-s', '20'])
  return {
    connection,
    pgbench: (seconds) => tps(runPgbench(server, ['-c8', '-j2', '-Mprepared', `-T${seconds}`])),
    analyze: async () => {
      const client = new pg.Client(connection)
      await client.connect()
      await client.query('analyze')
      await client.end()
    },
    cpuMs: () => cpuOfTree(postmaster),
    stop,
  }
}

function runPgbench(
  server: { port: number; user: string; password?: string },
  args: string[],
): string {
  const bin = dirname(realpathSync(findInstalledPostgres() ?? 'postgres'))
  const address = ['-h', '127.0.0.1', '-p', String(server.port), '-U', server.user]
  const result = spawnSync(join(bin, 'pgbench'), [...address, ...args, 'tpcb'], {
    env: { ...process.env, PGPASSWORD: server.password ?? '' },
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new Error(`pgbench: ${result.stderr}`)
  return result.stdout
}

function tps(output: string): number {
  const [, value] = /tps = ([\d.]+)/.exec(output) ?? []
  if (value === undefined) throw new Error(`pgbench told no rate: ${output}`)
  return Number(value)
}

interface Stat {
  readonly parent: number
  readonly ticks: number
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15).map(Number)
    return { parent: Number(fields[1]), ticks: utime + stime + cutime + cstime }
  } catch {
    return undefined
  }
}

function parentOf(pid: number): number | undefined {
  return statOf(pid)?.parent
}

function cpuOfTree(postmaster: number): number {
  let ticks = statOf(postmaster)?.ticks ?? 0
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
    if (stat?.parent === postmaster) ticks += stat.ticks
  }
  return ticks * CLOCK_TICK_MS
}
