import { loadConfig } from '../config.ts'
import { companyClock } from '../kernel/clock.ts'
import { type CompanyId, type Context, companyId, type License } from '../kernel/context.ts'
import { isUuid } from '../kernel/id.ts'
import { openDatabase } from '../open-database.ts'
import { Database, type Mode } from '../platform/db/database.ts'
import { migrate } from '../platform/db/migrate.ts'
import { sql } from '../platform/db/sql.ts'
import { CommandError, UsageError } from './command.ts'

const CONNECTIONS_MAX = 4

/** Who acts on the command line, for the audit log. */
export const BY_COMMAND = {
  actor: { type: 'system', id: null, label: 'command line', scopes: new Set<string>() },
  requestId: 'command-line',
  ip: null,
} as const

/**
 * Runs a command's work on the database of the environment: also the embedded one of a server that runs, else one
 * started for the command alone.
 * @param work gets the names of the migrations applied for it, too
 */
export async function withDatabase<T>(
  work: (db: Database, migrations: readonly string[]) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(loadConfig(process.env), { share: true })
  try {
    const migrations = await migrate(database.connection)
    const db = new Database(database.connection, { connectionsMax: CONNECTIONS_MAX })
    try {
      return await work(db, migrations)
    } finally {
      await db.close()
    }
  } finally {
    await database.close()
  }
}

interface CompanyRow {
  readonly name: string
  readonly countryCode: string
  readonly baseCurrency: string
  readonly timeZone: string
  readonly sandbox: boolean
  readonly licenses: readonly License[]
  readonly clockAt: string | null
}

/** Runs `work` in one transaction of a company. Throws CommandError when there is no such company. */
export async function inCompany<T>(
  db: Database,
  id: CompanyId,
  mode: Mode,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  return await db.transact(id, mode, async (tx) => {
    const row = await tx.one<CompanyRow>(sql`
      select name, country_code as "countryCode", currency as "baseCurrency",
        time_zone as "timeZone", sandbox, licenses, clock_at as "clockAt"
      from companies where company_id = ${id}`)
    if (row === undefined) throw new CommandError(`There is no company ${id}.`)
    const { clockAt, licenses, ...facts } = row
    const clock = companyClock(clockAt === null ? null : new Date(clockAt), row.timeZone)
    const company = { ...facts, id, licenses: new Set(licenses) }
    return await work({ company, clock, tx, ...BY_COMMAND })
  })
}

/** The companies of the installation, by id. */
export async function listCompanyIds(db: Database): Promise<CompanyId[]> {
  const rows = await db.query<{ id: CompanyId }>(sql`select id from list_company_ids() as id`)
  return rows.map(({ id }) => id)
}

/** Reads the option `--company`. Throws UsageError when it is no id. */
export function readCompanyId(text: string): CompanyId {
  if (isUuid(text)) return companyId(text.toLowerCase())
  throw new UsageError(`--company must be a company's id (a UUID), not "${text}".`)
}
