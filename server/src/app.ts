import type { FastifyInstance } from 'fastify'
import { KeyAuthentication } from './access/index.ts'
import type { DueWork } from './domain/companies/index.ts'
import { dueWork } from './due-work.ts'
import type { Database } from './platform/db/database.ts'
import { SignedLinks } from './platform/files/signed-links.ts'
import { clientIp } from './platform/http/client-ip.ts'
import { Executor } from './platform/http/execute.ts'
import { IdempotencyStore } from './platform/http/idempotency.ts'
import { RateLimiter } from './platform/http/limits-store.ts'
import { mount } from './platform/http/mount.ts'
import { httpServer } from './platform/http/server.ts'
import type { Vault } from './platform/secrets/vault.ts'
import type { Metrics } from './platform/telemetry/metrics.ts'
import { seeds } from './seeds.ts'
import { mountDownloads } from './surfaces/rest/downloads.ts'
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
  /** Default: that of every room. */
  readonly dueWork?: readonly DueWork[]
}

/** The HTTP server with every surface, not yet listening. */
export function buildApp(services: Services): FastifyInstance {
  const app = httpServer(services)
  const { db } = services
  const keys = new KeyAuthentication(db)
  const limiter = new RateLimiter(db)
  const links = new SignedLinks(services.vault, services.publicUrl)
  mountDownloads(app, db, links)
  mount(app, operations({ db, links, seeds, dueWork: services.dueWork ?? dueWork }), {
    authenticate: (credentials) => keys.authenticate(credentials),
    limitRate: (key, tiers) => limiter.take(`key:${key}`, tiers),
    executor: new Executor(db, new IdempotencyStore(services.vault)),
    sunsetDate: services.sunsetDate,
    clientIp: clientIp(services.trustedProxies),
  })
  return app
}
