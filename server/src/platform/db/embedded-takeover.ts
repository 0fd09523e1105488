import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError } from '../../kernel/config-error.ts'

/** Superuser of the embedded cluster. */
export const OWNER = 'ledgerbee_owner'
/** Name of the connection that a supervisor keeps open for as long as it lives. */
export const KEEPER = 'ledgerbee-keeper'

const POLL_MS = 50
/** A supervisor that was just killed takes moments to vanish; one that stays this long is alive. */
const KEPT_POLLS_MAX = 60
/** A server nobody keeps is shutting down, or an orphan: after this it is asked to go. */
const ORPHAN_POLLS_MAX = 20
const POLLS_MAX = 2400

/** `kept`: serves a live supervisor; `orphaned`: serves nobody; `closing`: answers, but takes no one. */
type FormerServer = 'kept' | 'orphaned' | 'closing' | 'gone'

/**
 * Returns once no PostgreSQL runs on the cluster: waits for one that is shutting down after its supervisor
 * was killed, ends one that was left over.
 * @throws ConfigError when the cluster belongs to a live supervisor.
 */
export async function awaitFormerServer(folder: string): Promise<void> {
  const polls = { kept: 0, orphaned: 0, closing: 0 }
  for (let count = 0; count < POLLS_MAX; count += 1) {
    const former = await findFormerServer(folder)
    if (former === 'gone') return forgetRecycledPid(folder)
    polls[former] += 1
    if (polls.kept > KEPT_POLLS_MAX) break
    if (polls.orphaned > ORPHAN_POLLS_MAX) {
      polls.orphaned = 0
      interrupt(recordedPid(folder))
    }
    await sleep(POLL_MS)
  }
  throw new ConfigError(
    `The data folder ${dirname(folder)} is in use by another running LedgerBee server: ` +
      'stop that one or set LEDGERBEE_DATA to another folder.',
  )
}

/** Folder of the socket of a cluster's server that serves a live supervisor; `undefined`: there is none. */
export async function findKeptSocket(folder: string): Promise<string | undefined> {
  return (await findFormerServer(folder)) === 'kept' ? socketFolderOf(folder) : undefined
}

async function findFormerServer(folder: string): Promise<FormerServer> {
  const pid = recordedPid(folder)
  if (pid === undefined) return 'gone'
  const client = new pg.Client({ host: socketFolderOf(folder), user: OWNER, database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const kept = await client.query('select from pg_stat_activity where application_name = $1', [
      KEEPER,
    ])
    return kept.rowCount === 0 ? 'orphaned' : 'kept'
  } catch (error) {
    const isAnswer = error instanceof pg.DatabaseError
    if (isAnswer && error.code === '53300') return 'kept'
    return isAnswer || isPostgres(pid) ? 'closing' : 'gone'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Lines of `postmaster.pid`: 1 the process, 5 the socket's folder. */
function recordedLines(folder: string): string[] {
  const path = join(folder, 'postmaster.pid')
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
}

function recordedPid(folder: string): number | undefined {
  const pid = Number(recordedLines(folder)[0])
  return pid > 1 ? pid : undefined
}

function socketFolderOf(folder: string): string {
  const recorded = recordedLines(folder)[4]
  return recorded?.startsWith(join(tmpdir(), 'ledgerbee-')) ? recorded : folder
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether `pid` is a PostgreSQL; where the system does not tell, a live process counts as one. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  const path = `/proc/${pid}/comm`
  return process.platform !== 'linux' || !existsSync(path)
    ? isAlive(pid)
    : readFileSync(path, 'utf8').trim() === 'postgres'
}

function interrupt(pid: number | undefined): void {
  if (pid !== undefined && isPostgres(pid)) process.kill(pid, 'SIGINT')
}

/** In a container the same few process ids come again: PostgreSQL would take ours for its former self. */
function forgetRecycledPid(folder: string): void {
  const pid = recordedPid(folder)
  if (pid !== undefined && isAlive(pid) && !isPostgres(pid)) rmSync(join(folder, 'postmaster.pid'))
}
