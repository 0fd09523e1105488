import pg from 'pg'

/** A small pool of plain connections as the owner, for machinery that the application's role may not touch. */
export function ownerPool(connection: pg.ClientConfig, connectionsMax: number): pg.Pool {
  const pool = new pg.Pool({
    application_name: 'ledgerbee-jobs',
    ...connection,
    max: connectionsMax,
  })
  // A broken connection is replaced by the pool; the next query tells if the server is gone.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
