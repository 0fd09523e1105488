import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../../platform/telemetry/metrics.ts'

/** What the probes look at. */
export interface HealthParts {
  readonly metrics: Metrics
  /** Whether requests can be served now: `false` when the database is out of reach, or while stopping. */
  isReady(): Promise<boolean>
}

/**
 * `/health/live`, `/health/ready` and `/metrics` (operator.md, Running): outside `/api`, without authentication,
 * without a word about any company.
 */
export function registerHealth(app: FastifyInstance, { metrics, isReady }: HealthParts): void {
  app.get('/health/live', () => ({ status: 'ok' }))
  app.get('/health/ready', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    if (await isReady()) return { status: 'ok' }
    return reply.code(503).send({ status: 'unavailable' })
  })
  app.get('/metrics', async (_request, reply) => {
    reply.type(metrics.registry.contentType)
    return metrics.registry.metrics()
  })
}
