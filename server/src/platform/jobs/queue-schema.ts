import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { ConfigError } from '../../kernel/config-error.ts'
import { ownerPool } from '../db/owner-pool.ts'

/** A logger for graphile-worker that says nothing: its start is no news. */
const silent = new Logger(() => () => undefined)

/**
 * Makes or upgrades graphile-worker's own schema `graphile_worker`. The caller holds the lock of the migrations, so
 * that of many nodes one does it.
 * @param connection how to reach the database, as its owner.
 * @throws ConfigError when the user may not make a schema.
 */
export async function installQueue(connection: pg.ClientConfig): Promise<void> {
  const pool = ownerPool(connection, 1)
  try {
    await runMigrations({ pgPool: pool, logger: silent })
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
    throw new ConfigError(
      'The user of DATABASE_URL may not make the schema graphile_worker: ' +
        'let an administrator run "grant create on database <that database> to <that user>".',
      { cause: error },
    )
  } finally {
    await pool.end()
  }
}
