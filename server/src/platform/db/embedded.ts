import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError } from '../../kernel/config-error.ts'
import { awaitFormerServer, findKeptSocket, KEEPER, OWNER } from './embedded-takeover.ts'
import { findEmbeddedBinaries, type ServerUser } from './postgres-binaries.ts'
import {
  type Cluster,
  createCluster,
  type PostgresProcess,
  type PostgresSettings,
  startPostgres,
} from './postgres-process.ts'

/** How to reach the embedded PostgreSQL, as its superuser. */
export interface EmbeddedConnection {
  /** Folder of the unix socket. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection
  /** Resolves when the server is gone, asked (`stop`) or not (a crash). */
  readonly exited: Promise<void>
  /** Fast shutdown; resolves when the server is gone. */
  stop(): Promise<void>
}

/** Where the embedded PostgreSQL lives and what it is told. */
export interface EmbeddedOptions {
  /** LEDGERBEE_DATA: the cluster is its folder `postgres`, the server's log `postgres.log`. */
  readonly dataFolder: string
  /** Settings of `postgresql.conf` that differ from ours. */
  readonly settings?: PostgresSettings
}

const DATABASE = 'ledgerbee'
const PORT = 5432
/** Longest path of a unix socket that every system takes (sun_path: 104 bytes on macOS). */
const SOCKET_PATH_BYTES_MAX = 100
const LOG_BYTES_MAX = 10_000_000
const MAJOR_VERSION = '18'

/** Durable, modest in memory, silent about what is in the books (no statements, no row values). */
const SETTINGS: PostgresSettings = {
  listen_addresses: '',
  port: PORT,
  unix_socket_permissions: '0700',
  max_connections: 100,
  shared_buffers: '256MB',
  wal_compression: 'on',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/**
 * Starts the PostgreSQL of the data folder, making it at the first start. It listens on a unix socket in
 * a private folder only, and ends when this process ends, even by `kill -9`.
 * @throws ConfigError when there are no binaries for this platform or the folder is in use.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataFolder = resolve(options.dataFolder)
  const folder = join(dataFolder, 'postgres')
  prepareFolder(dataFolder, folder)
  const user = serverUser(folder)
  const cluster = { binaries: findEmbeddedBinaries(dataFolder, user), folder, user }
  await awaitFormerServer(folder)
  if (!existsSync(join(folder, 'PG_VERSION'))) await createCluster(cluster, INITDB_OPTIONS)
  refuseOtherVersion(folder)
  const socket = socketFolder(cluster)
  const connection = { host: socket.path, port: PORT, user: OWNER, database: DATABASE }
  const settings = { ...SETTINGS, ...options.settings, unix_socket_directories: socket.setting }
  const server = launch(cluster, settings, join(dataFolder, 'postgres.log'))
  const keeper = await connectWhenReady(server, connection, dataFolder)
  const exited = server.exited.then(() => {
    if (socket.isTemporary) rmSync(socket.path, { recursive: true, force: true })
  })
  const stop = async () => {
    await keeper.end().catch(() => undefined)
    await server.stop()
    await exited
  }
  await createDatabase(keeper).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { connection, exited, stop }
}

/** How to reach the embedded PostgreSQL that another live process keeps on the data folder, if one does. */
export async function findLiveServer(dataFolder: string): Promise<EmbeddedConnection | undefined> {
  const host = await findKeptSocket(join(resolve(dataFolder), 'postgres'))
  return host === undefined ? undefined : { host, port: PORT, user: OWNER, database: DATABASE }
}

/** Code point order, the same on every system, and no dependency on the locales installed. */
const INITDB_OPTIONS = [
  ...['--username', OWNER, '--auth=trust', '--locale=C'],
  ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
]

function prepareFolder(dataFolder: string, folder: string): void {
  try {
    // Others may pass through, not look: the server's user has to reach its folder.
    mkdirSync(dataFolder, { recursive: true, mode: 0o711 })
    for (const path of [dataFolder, folder]) {
      if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    }
  } catch (error) {
    throw new ConfigError(
      `The data folder ${dataFolder} cannot be used: ${(error as Error).message}.`,
      { cause: error },
    )
  }
}

/** PostgreSQL refuses to run as root: then it runs as the owner of the cluster, at first `nobody`. */
function serverUser(folder: string): ServerUser {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder)
    if (uid !== 0) return { uid, gid }
  }
  const passwd = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : ''
  const nobody = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(passwd)
  return { uid: Number(nobody?.[1] ?? 65_534), gid: Number(nobody?.[2] ?? 65_534) }
}

function refuseOtherVersion(folder: string): void {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === MAJOR_VERSION) return
  throw new ConfigError(
    `${folder} was made by PostgreSQL ${version} and this release brings PostgreSQL ` +
      `${MAJOR_VERSION}: dump it with the former release and restore it into a new data folder.`,
  )
}

/** The cluster's own folder is private already; only its path may be too long for a socket. */
function socketFolder(cluster: Cluster): { path: string; setting: string; isTemporary: boolean } {
  const path = join(cluster.folder, `.s.PGSQL.${PORT}`)
  if (Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX) {
    return { path: cluster.folder, setting: '.', isTemporary: false }
  }
  const short = mkdtempSync(join(tmpdir(), 'ledgerbee-'))
  if (cluster.user) chownSync(short, cluster.user.uid, cluster.user.gid)
  return { path: short, setting: short, isTemporary: true }
}

function launch(cluster: Cluster, settings: PostgresSettings, logPath: string): PostgresProcess {
  if (existsSync(logPath) && statSync(logPath).size > LOG_BYTES_MAX) {
    renameSync(logPath, `${logPath}.1`)
  }
  const log = openSync(logPath, 'a', 0o600)
  try {
    return startPostgres(cluster, settings, log)
  } finally {
    closeSync(log)
  }
}

/** Recovery after a crash may take its time; only the server's own end gives up. */
async function connectWhenReady(
  server: PostgresProcess,
  connection: EmbeddedConnection,
  dataFolder: string,
): Promise<pg.Client> {
  while (server.isRunning()) {
    const keeper = new pg.Client({ ...connection, database: 'postgres', application_name: KEEPER })
    keeper.on('error', () => undefined)
    try {
      await keeper.connect()
      return keeper
    } catch {
      await keeper.end().catch(() => undefined)
      await sleep(20)
    }
  }
  throw new ConfigError(
    `The embedded PostgreSQL did not start: see ${join(dataFolder, 'postgres.log')}.`,
  )
}

async function createDatabase(keeper: pg.Client): Promise<void> {
  const found = await keeper.query('select from pg_database where datname = $1', [DATABASE])
  if (found.rowCount === 0) await keeper.query(`create database ${DATABASE}`)
}
