import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError } from '../../../kernel/config-error.ts'
import { awaitFormerServer } from '../embedded-takeover.ts'
import { type EmbeddedConnection, startEmbedded } from '../embedded.ts'

const HOLDER = fileURLToPath(
  new URL('../../../../test/harness/embedded-holder.ts', import.meta.url),
)

let scratch: string
let holders: ChildProcess[]

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'ledgerbee-embedded-'))
  holders = []
})

afterEach(async () => {
  for (const holder of holders) await kill(holder)
  await awaitFormerServer(join(scratch, 'data', 'postgres'))
  rmSync(scratch, { recursive: true, force: true })
})

/** Another process that holds the PostgreSQL of the scratch data folder. */
async function hold(): Promise<{ holder: ChildProcess; connection: EmbeddedConnection }> {
  const holder = fork(HOLDER, [join(scratch, 'data')], { execArgv: ['--import', 'tsx'] })
  holders.push(holder)
  const connection = await new Promise<EmbeddedConnection>((resolve, reject) => {
    holder.once('message', (message) => resolve(message as EmbeddedConnection))
    holder.once('exit', () => reject(new Error('The holder ended.')))
  })
  return { holder, connection }
}

async function kill(holder: ChildProcess): Promise<void> {
  if (holder.exitCode !== null || holder.signalCode !== null) return
  const gone = new Promise((resolve) => holder.once('exit', resolve))
  holder.kill('SIGKILL')
  await gone
}

async function query(connection: EmbeddedConnection, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ ...connection })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

function postmasterPid(): number {
  const path = join(scratch, 'data', 'postgres', 'postmaster.pid')
  return Number(readFileSync(path, 'utf8').split('\n')[0])
}

/** The shell that ties the server to its supervisor, and the watcher it started. */
function shellsOf(postmaster: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const shell = rows.find(([pid]) => pid === postmaster)?.[1]
  const children = rows.filter(([pid, parent]) => parent === shell && pid !== postmaster)
  return [...children, [shell]].map(([pid]) => pid ?? 0).filter((pid) => pid > 1)
}

describe('the embedded PostgreSQL', () => {
  test('is private, durable, checksummed, UTF-8 and sorts by code point', async () => {
    const { connection, stop } = await startEmbedded({ dataFolder: join(scratch, 'data') })
    const rows = await query(
      connection,
      `select current_setting('fsync'), current_setting('listen_addresses'),
              current_setting('data_checksums'), current_setting('server_encoding'),
              'Z' < 'a', lower('ÆØÅ'), current_user, current_database()`,
    )
    const mode = statSync(join(scratch, 'data', 'postgres')).mode & 0o777
    await stop()
    expect(rows).toEqual([['on', '', 'on', 'UTF8', true, 'æøå', 'ledgerbee_owner', 'ledgerbee']])
    expect(mode).toBe(0o700)
  })

  test('keeps what was committed when its supervisor is killed, and starts at once', async () => {
    const { holder, connection } = await hold()
    await query(connection, 'create table kept as select 1 as n')
    await kill(holder)
    const again = await startEmbedded({ dataFolder: join(scratch, 'data') })
    const rows = await query(again.connection, 'select n from kept')
    await again.stop()
    expect(rows).toEqual([[1]])
  })

  test('recovers when every process of it is killed', async () => {
    const { holder, connection } = await hold()
    await query(connection, 'create table kept as select 1 as n')
    process.kill(postmasterPid(), 'SIGKILL')
    await kill(holder)
    const again = await startEmbedded({ dataFolder: join(scratch, 'data') })
    const rows = await query(again.connection, 'select n from kept')
    await again.stop()
    expect(rows).toEqual([[1]])
  })

  test('takes over from a server that outlived its supervisor', async () => {
    const { holder, connection } = await hold()
    await query(connection, 'create table kept as select 1 as n')
    for (const shell of shellsOf(postmasterPid())) process.kill(shell, 'SIGKILL')
    await kill(holder)
    expect(await query(connection, 'select n from kept')).toEqual([[1]])
    const again = await startEmbedded({ dataFolder: join(scratch, 'data') })
    const rows = await query(again.connection, 'select n from kept')
    await again.stop()
    expect(rows).toEqual([[1]])
  })

  test('refuses a data folder that a live server uses, and leaves that server alone', async () => {
    const { connection } = await hold()
    const second = startEmbedded({ dataFolder: join(scratch, 'data') })
    await expect(second).rejects.toThrow(ConfigError)
    await expect(second).rejects.toThrow(/is in use by another running LedgerBee server/)
    expect(await query(connection, 'select 1')).toEqual([[1]])
  })

  test('tells when it ended unasked', async () => {
    const { exited } = await startEmbedded({ dataFolder: join(scratch, 'data') })
    process.kill(postmasterPid(), 'SIGKILL')
    await expect(exited).resolves.toBeUndefined()
  })

  test('starts over after an initdb that was cut short', async () => {
    mkdirSync(join(scratch, 'data', 'postgres.new', 'base'), { recursive: true })
    const { connection, stop } = await startEmbedded({ dataFolder: join(scratch, 'data') })
    const rows = await query(connection, 'select 1')
    await stop()
    expect(rows).toEqual([[1]])
  })

  test('takes a path that is too long for a socket', async () => {
    const dataFolder = join(scratch, 'long'.repeat(20), 'data')
    const { connection, stop } = await startEmbedded({ dataFolder })
    const rows = await query(connection, 'select 1')
    await stop()
    expect(rows).toEqual([[1]])
    expect(() => statSync(connection.host)).toThrow()
  })
})
