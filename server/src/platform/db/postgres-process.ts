import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { chownSync, closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import type { PostgresBinaries, ServerUser } from './postgres-binaries.ts'

/** A database cluster on disk and what runs it. */
export interface Cluster {
  readonly binaries: PostgresBinaries
  /** Absolute path of the cluster's folder (PGDATA), mode 0700. */
  readonly folder: string
  readonly user: ServerUser
}

/** Values of `postgresql.conf` settings by name. */
export type PostgresSettings = Readonly<Record<string, string | number>>

/** A running PostgreSQL that ends when we do, even by `kill -9`. */
export interface PostgresProcess {
  /** Resolves when the server is gone, whoever ended it. */
  readonly exited: Promise<void>
  readonly isRunning: () => boolean
  /** Fast shutdown: disconnects clients, writes a checkpoint, resolves when the server is gone. */
  readonly stop: () => Promise<void>
}

/**
 * The shell waits for the server; its watcher waits for our end of the pipe on standard input, which the
 * kernel closes when we are gone, and then asks the server for a fast shutdown.
 */
const TIED_TO_PARENT = `
exec 4<&0
"$@" 4<&- & server=$!
(read -r _ <&4; kill -INT $server) & watcher=$!
wait $server; status=$?
kill $watcher 2>/dev/null
exit $status`

/** Number under which a child finds the cluster's folder when it is handed over as a descriptor. */
const FOLDER_FD = 3

/**
 * How a child names `folder`. As root on Linux the server's user may not be able to walk to it (a clone
 * below /root), so it gets the folder as an open descriptor.
 */
function handOver(cluster: Cluster): { name: string; fds: number[] } {
  if (!cluster.user || process.platform !== 'linux') return { name: cluster.folder, fds: [] }
  return { name: `/proc/self/fd/${FOLDER_FD}`, fds: [openSync(cluster.folder, 'r')] }
}

function spawnFor(
  cluster: Cluster,
  log: number | 'pipe',
  command: (folder: string) => readonly [string, ...string[]],
): ChildProcess {
  const { name, fds } = handOver(cluster)
  const [program, ...args] = command(name)
  const stdio: StdioOptions = ['pipe', log === 'pipe' ? 'ignore' : log, log, ...fds]
  try {
    return spawn(program, args, {
      ...cluster.user,
      cwd: '/',
      // Out of the terminal's group: Ctrl-C is for us; we stop the server when our work is done.
      detached: true,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio,
    })
  } finally {
    for (const fd of fds) closeSync(fd)
  }
}

/**
 * Makes a new cluster, whole or not at all.
 * @param options further options of `initdb`.
 */
export async function createCluster(cluster: Cluster, options: readonly string[]): Promise<void> {
  const draft = { ...cluster, folder: `${cluster.folder}.new` }
  rmSync(draft.folder, { recursive: true, force: true })
  mkdirSync(draft.folder, { recursive: true, mode: 0o700 })
  if (cluster.user) chownSync(draft.folder, cluster.user.uid, cluster.user.gid)
  const child = spawnFor(draft, 'pipe', (folder) => [
    cluster.binaries.initdb,
    ...['--pgdata', folder, '--encoding=UTF8', '--data-checksums'],
    ...options,
  ])
  child.stdin?.end()
  let complaint = ''
  child.stderr?.on('data', (text: Buffer) => {
    complaint += text.toString()
  })
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (status !== 0) throw new Error(`initdb failed (${status}): ${complaint.trim()}`)
  renameSync(draft.folder, cluster.folder)
}

/**
 * Starts the server of a cluster; it may not take connections yet.
 * @param log descriptor of the file that takes what the server says.
 */
export function startPostgres(
  cluster: Cluster,
  settings: PostgresSettings,
  log: number,
): PostgresProcess {
  const child = spawnFor(cluster, log, (folder) => [
    '/bin/sh',
    ...['-c', TIED_TO_PARENT, 'sh', cluster.binaries.postgres, '-D', folder],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  let isRunning = true
  const exited = new Promise<void>((resolve) => {
    const gone = () => {
      isRunning = false
      resolve()
    }
    child.on('exit', gone)
    child.on('error', gone)
  })
  // The pipe breaks when the server ends by itself; `exited` tells.
  child.stdin?.on('error', () => undefined)
  const stop = () => {
    child.stdin?.end()
    return exited
  }
  return { exited, isRunning: () => isRunning, stop }
}
