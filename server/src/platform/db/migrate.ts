import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { ConfigError } from '../../kernel/config-error.ts'
import { installQueue } from '../jobs/queue-schema.ts'
import { ensureApplicationRoles } from './application-role.ts'

/** Where the migrations are; the same path from `src/platform/db` and from `dist/platform/db`. */
const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url))

/** One lock per database: of many nodes starting at once, one migrates and the others wait. */
const LOCK_KEY = 7_364_182_905
const SERVER_VERSION_MIN = 150_000

interface Migration {
  readonly number: number
  /** File name, `0001_foundation.sql`. */
  readonly name: string
  readonly sql: string
  /** SHA-256 of the file in hex. */
  readonly checksum: string
}

type Recorded = Pick<Migration, 'number' | 'name' | 'checksum'>

/**
 * Brings a database up to this release: forward only, each file of `server/migrations` in one transaction,
 * once, under an advisory lock. Makes sure of the application's roles and the job queue's own schema first.
 * @param connection how to reach the database, as its owner.
 * @param options `folder` of the numbered `.sql` files.
 * @returns names of the files applied now.
 * @throws ConfigError when the database cannot be migrated: unreachable, older than PostgreSQL 15, made by
 * a newer release, or by a migration that has been changed since.
 */
export async function migrate(
  connection: pg.ClientConfig,
  options: { readonly folder?: string } = {},
): Promise<string[]> {
  const migrations = readMigrations(options.folder ?? MIGRATIONS_FOLDER)
  const client = new pg.Client({ application_name: 'ledgerbee-migrate', ...connection })
  client.on('error', () => undefined)
  await client.connect().catch((error: unknown) => {
    throw new ConfigError(`The database cannot be reached: ${sentence(error)}`, { cause: error })
  })
  try {
    await refuseUnfitServer(client)
    await client.query('set lock_timeout = 0; set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY])
    await ensureApplicationRoles(client)
    await installQueue(connection)
    return await applyMissing(client, migrations)
  } finally {
    await client.end()
  }
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name, index) => {
    const number = Number(/^(\d{4})_[a-z0-9_-]+\.sql$/.exec(name)?.[1])
    if (number !== index + 1) {
      throw new Error(`Migration ${name} breaks the numbering: expected 4 digits, ${index + 1}.`)
    }
    // Line ends are the checkout's matter, not the migration's.
    const sql = readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n')
    return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

async function refuseUnfitServer(client: pg.Client): Promise<void> {
  const found = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version,
            current_setting('server_encoding') as encoding`,
  )
  const server = found.rows[0]
  if (server && server.version < SERVER_VERSION_MIN) {
    const major = Math.floor(server.version / 10_000)
    throw new ConfigError(`The database runs PostgreSQL ${major}; LedgerBee needs 15 or later.`)
  }
  if (server && server.encoding !== 'UTF8') {
    throw new ConfigError(`The database is encoded in ${server.encoding}; LedgerBee needs UTF8.`)
  }
}

async function applyMissing(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<string[]> {
  await client.query(`
    create table if not exists schema_migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
  const recorded = await client.query<Recorded>(
    'select number, name, checksum from schema_migrations order by number',
  )
  for (const row of recorded.rows) refuseForeign(row, migrations[row.number - 1])
  const missing = migrations.slice(recorded.rows.length)
  for (const migration of missing) await apply(client, migration)
  return missing.map((migration) => migration.name)
}

function refuseForeign(recorded: Recorded, ours: Migration | undefined): void {
  if (!ours) {
    throw new ConfigError(
      `The database is newer than this release (it has migration ${recorded.name}): ` +
        'run the release that made it, or a later one.',
    )
  }
  if (ours.checksum !== recorded.checksum) {
    throw new ConfigError(
      `Migration ${ours.name} is not the one this database was made with ` +
        `(there ${recorded.name}): restore the released file.`,
    )
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query(
      'insert into schema_migrations (number, name, checksum) values ($1, $2, $3)',
      [migration.number, migration.name, migration.checksum],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new Error(`Migration ${migration.name} failed: ${sentence(error)}`, { cause: error })
  }
}

/** Node reports a refused connection on two address families as an error without words of its own. */
function sentence(error: unknown): string {
  if (error instanceof AggregateError) return sentence(error.errors[0])
  const message = error instanceof Error ? error.message : String(error)
  return message.endsWith('.') ? message : `${message}.`
}
