import type { FastifyInstance } from 'fastify'
import { KeyAuthentication } from './access/index.ts'
import type { Database } from './platform/db/database.ts'
import { clientIp } from './platform/http/client-ip.ts'
import { Executor } from './platform/http/execute.ts'
import { IdempotencyStore } from './platform/http/idempotency.ts'
import { mount } from './platform/http/mount.ts'
import { httpServer } from './platform/http/server.ts'
import type { Vault } from './platform/secrets/vault.ts'
import type { Metrics } from './platform/telemetry/metrics.ts'
import { operations } from './surfaces/rest/operations.ts'

/** What the HTTP server is made of; tests inject into an app of their own services. */
export interface Services {
  readonly db: Database
  readonly vault: Vault
  readonly metrics: Metrics
  readonly logLevel: string
  readonly publicUrl: string
  readonly sunsetDate: string
  readonly trustedProxies: number
}

/** The HTTP server with every surface, not yet listening. */
export function buildApp(services: Services): FastifyInstance {
  const app = httpServer(services)
  const keys = new KeyAuthentication(services.db)
  mount(app, operations, {
    authenticate: (credentials) => keys.authenticate(credentials),
    limitRate: async () => ({ allowed: true, remaining: 0, reset: 0 }),
    executor: new Executor(services.db, new IdempotencyStore(services.vault)),
    sunsetDate: services.sunsetDate,
    clientIp: clientIp(services.trustedProxies),
  })
  return app
}
