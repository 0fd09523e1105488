import type { FastifyInstance } from 'fastify'
import { KeyAuthentication } from './access/index.ts'
import type { DueWork } from './domain/companies/index.ts'
import { dueWork } from './due-work.ts'
import type { Database } from './platform/db/database.ts'
import { SignedLinks } from './platform/files/signed-links.ts'
import { isReachable } from './platform/db/reachable.ts'
import { clientIp } from './platform/http/client-ip.ts'
import { Executor } from './platform/http/execute.ts'
import { IdempotencyStore } from './platform/http/idempotency.ts'
import { RateLimiter } from './platform/http/limits-store.ts'
import { mount } from './platform/http/mount.ts'
import { openApiDocument } from './platform/http/openapi.ts'
import { registerReference } from './platform/http/reference.ts'
import { httpServer } from './platform/http/server.ts'
import type { Vault } from './platform/secrets/vault.ts'
import { addGauges } from './platform/telemetry/gauges.ts'
import type { Metrics } from './platform/telemetry/metrics.ts'
import { seeds } from './seeds.ts'
import { mountDownloads } from './surfaces/rest/downloads.ts'
import { registerHealth } from './surfaces/rest/health.ts'
import { operations } from './surfaces/rest/operations.ts'
import { version } from './version.ts'

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
  /** `false` while the process stops: then load balancers send nobody any more. */
  readonly isServing?: () => boolean
}

/** The HTTP server with every surface, not yet listening. */
export function buildApp(services: Services): FastifyInstance {
  const app = buildProbes(services)
  const { db } = services
  const keys = new KeyAuthentication(db)
  const limiter = new RateLimiter(db)
  const links = new SignedLinks(services.vault, services.publicUrl)
  mountDownloads(app, db, links)
  const served = operations({ db, links, seeds, dueWork: services.dueWork ?? dueWork })
  mount(app, served, {
    authenticate: (credentials) => keys.authenticate(credentials),
    limitRate: (key, tiers) => limiter.take(`key:${key}`, tiers),
    executor: new Executor(db, new IdempotencyStore(services.vault)),
    sunsetDate: services.sunsetDate,
    clientIp: clientIp(services.trustedProxies),
  })
  const { publicUrl } = services
  registerReference(app, () => openApiDocument(served, { publicUrl, version }))
  return app
}

/** The HTTP server with health and metrics alone: all that a mere worker serves. */
export function buildProbes(services: Services): FastifyInstance {
  const app = httpServer(services)
  const { db, metrics, isServing = () => true } = services
  addGauges(metrics, db)
  registerHealth(app, { metrics, isReady: async () => isServing() && (await isReachable(db)) })
  return app
}
