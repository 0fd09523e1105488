/** One API process on a test's database, told by IPC which one; answers with its origin. */
import type { AddressInfo } from 'node:net'
import { buildApp } from '../../src/app.ts'
import { type Connection, Database } from '../../src/platform/db/database.ts'
import { Vault } from '../../src/platform/secrets/vault.ts'
import { Metrics } from '../../src/platform/telemetry/metrics.ts'

process.once('message', (connection: Connection) => void serve(connection))
process.once('disconnect', () => process.exit())

async function serve(connection: Connection): Promise<void> {
  const app = buildApp({
    db: new Database(connection, { connectionsMax: 10 }),
    // The key of the tests' own app: what one process seals the other can open.
    vault: new Vault(Buffer.alloc(32, 7)),
    metrics: new Metrics(),
    ...{ logLevel: 'silent', publicUrl: 'http://127.0.0.1:8080', sunsetDate: '2026-11-08' },
    trustedProxies: 0,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  process.send?.(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
}
