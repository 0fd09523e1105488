import pg from 'pg'
import { ConfigError } from '../../kernel/config-error.ts'

/** The role all requests run as: row-level security binds it, and it cannot change posted entries. */
export const APPLICATION_ROLE = 'ledgerbee_app'

/** The role of transactions that post for several companies at once: it can append, and little else. */
export const GROUP_ROLE = 'ledgerbee_group'

interface RoleState {
  /** `null`: there is no such role. */
  readonly may_bypass: boolean | null
  readonly may_become: boolean | null
}

/** What another node doing the same at the same moment looks like: roles belong to the whole cluster. */
const RACE_CODES: ReadonlySet<string | undefined> = new Set(['42710', '23505', 'XX000', '40001'])
const ATTEMPTS_MAX = 10

/**
 * Makes sure that the application's roles exist, are bound by row-level security, and that the connected user
 * may become them (`set role`). Safe on many databases of one cluster at once.
 * @throws ConfigError when the connected user may not arrange that.
 */
export async function ensureApplicationRoles(client: pg.Client): Promise<void> {
  for (const role of [APPLICATION_ROLE, GROUP_ROLE]) await ensureRole(client, role)
}

async function ensureRole(client: pg.Client, role: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await arrangeRole(client, role)
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined
      if (code === '42501') throw lacksPrivilege(role, error)
      if (attempt === ATTEMPTS_MAX || !RACE_CODES.has(code)) throw error
    }
  }
}

async function arrangeRole(client: pg.Client, role: string): Promise<void> {
  const found = await findRole(client, role)
  if (found.may_bypass) {
    throw new ConfigError(
      `The database role ${role} bypasses row-level security: ` +
        `run "alter role ${role} nosuperuser nobypassrls".`,
    )
  }
  if (found.may_bypass === null) {
    await client.query(
      `create role ${role} nologin nosuperuser nobypassrls noinherit nocreatedb nocreaterole`,
    )
  }
  if (!(await findRole(client, role)).may_become) {
    await client.query(`grant ${role} to current_user`)
  }
}

/** From PostgreSQL 16 on a membership may come without the right to `set role`. */
async function findRole(client: pg.Client, role: string): Promise<RoleState> {
  const found = await client.query<RoleState>(
    `select max((rolsuper or rolbypassrls)::int)::boolean as may_bypass,
            max(pg_has_role(current_user, oid, case
              when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER'
            end)::int)::boolean as may_become
       from pg_roles where rolname = $1`,
    [role],
  )
  return found.rows[0] ?? { may_bypass: null, may_become: null }
}

function lacksPrivilege(role: string, cause: unknown): ConfigError {
  const commands = [APPLICATION_ROLE, GROUP_ROLE].map(
    (name) => `create role ${name} nologin noinherit; grant ${name} to <that user>`,
  )
  return new ConfigError(
    `The user of DATABASE_URL may not set up the role ${role}: let an administrator run ` +
      `"${commands.join('; ')}".`,
    { cause },
  )
}
