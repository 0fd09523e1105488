import pg from 'pg'
import { ConfigError } from '../../kernel/config-error.ts'

/** The role all requests run as: row-level security binds it, and it cannot change posted entries. */
export const APPLICATION_ROLE = 'ledgerbee_app'

interface RoleState {
  /** `null`: there is no such role. */
  readonly may_bypass: boolean | null
  readonly may_become: boolean | null
}

/** What another node doing the same at the same moment looks like: roles belong to the whole cluster. */
const RACE_CODES: ReadonlySet<string | undefined> = new Set(['42710', '23505', 'XX000', '40001'])
const ATTEMPTS_MAX = 10

/**
 * Makes sure that the application role exists, is bound by row-level security, and that the connected user
 * may become it (`set role`). Safe on many databases of one cluster at once.
 * @throws ConfigError when the connected user may not arrange that.
 */
export async function ensureApplicationRole(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await arrangeRole(client)
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined
      if (code === '42501') throw lacksPrivilege(error)
      if (attempt === ATTEMPTS_MAX || !RACE_CODES.has(code)) throw error
    }
  }
}

async function arrangeRole(client: pg.Client): Promise<void> {
  const found = await findRole(client)
  if (found.may_bypass) {
    throw new ConfigError(
      `The database role ${APPLICATION_ROLE} bypasses row-level security: ` +
        `run "alter role ${APPLICATION_ROLE} nosuperuser nobypassrls".`,
    )
  }
  if (found.may_bypass === null) {
    await client.query(
      `create role ${APPLICATION_ROLE} nologin nosuperuser nobypassrls noinherit nocreatedb nocreaterole`,
    )
  }
  if (!(await findRole(client)).may_become) {
    await client.query(`grant ${APPLICATION_ROLE} to current_user`)
  }
}

/** From PostgreSQL 16 on a membership may come without the right to `set role`. */
async function findRole(client: pg.Client): Promise<RoleState> {
  const found = await client.query<RoleState>(
    `select max((rolsuper or rolbypassrls)::int)::boolean as may_bypass,
            max(pg_has_role(current_user, oid, case
              when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER'
            end)::int)::boolean as may_become
       from pg_roles where rolname = $1`,
    [APPLICATION_ROLE],
  )
  return found.rows[0] ?? { may_bypass: null, may_become: null }
}

function lacksPrivilege(cause: unknown): ConfigError {
  return new ConfigError(
    `The user of DATABASE_URL may not set up the role ${APPLICATION_ROLE}: let an administrator run ` +
      `"create role ${APPLICATION_ROLE} nologin noinherit; grant ${APPLICATION_ROLE} to <that user>".`,
    { cause },
  )
}
