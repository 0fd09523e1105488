import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import {
  createCluster,
  type PostgresProcess,
  type PostgresSettings,
  startPostgres,
} from '../../src/platform/db/postgres-process.ts'
import { findInstalledPostgres } from '../../../scripts/installed-postgres.mjs'
import type { TestServer } from './postgres.ts'

/** A PostgreSQL of the machine, started for the tests, over TCP with a password. */
export interface DebianPostgres {
  readonly server: Omit<TestServer, 'template'>
  stop(): Promise<void>
}

const USER = 'administrator'

/** Starts the machine's PostgreSQL on 127.0.0.1 in a scratch folder. */
export async function startDebianPostgres(settings: PostgresSettings): Promise<DebianPostgres> {
  const program = findInstalledPostgres()
  if (program === undefined) throw new Error('There is no PostgreSQL installed on this machine.')
  const bin = dirname(realpathSync(program))
  const scratch = mkdtempSync(join(tmpdir(), 'ledgerbee-test-'))
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined
  if (user) chownSync(scratch, user.uid, user.gid)
  const password = randomBytes(12).toString('hex')
  const passwordFile = join(scratch, 'password')
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const cluster = {
    binaries: { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') },
    folder: join(scratch, 'cluster'),
    user,
  }
  await createCluster(cluster, [
    ...['--username', USER, '--auth=scram-sha-256', '--pwfile', passwordFile],
    ...['--locale=C.UTF-8', '--no-sync'],
  ])
  const port = await freePort()
  const log = openSync(join(scratch, 'postgres.log'), 'a')
  const postgres = startPostgres(
    cluster,
    { ...settings, listen_addresses: '127.0.0.1', port, unix_socket_directories: '' },
    log,
  )
  closeSync(log)
  const server = { host: '127.0.0.1', port, user: USER, password }
  await untilReady(postgres, server)
  const stop = async () => {
    await postgres.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
  return { server, stop }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}

async function untilReady(postgres: PostgresProcess, server: pg.ClientConfig): Promise<void> {
  while (postgres.isRunning()) {
    const client = new pg.Client({ ...server, database: 'postgres' })
    const isReady = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => undefined)
    if (isReady) return
    await sleep(20)
  }
  throw new Error('The PostgreSQL of the machine did not start.')
}
