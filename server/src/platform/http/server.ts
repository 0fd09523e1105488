import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { Unauthorized } from '../../kernel/errors.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { requestId } from './mount.ts'
import { callerError, challenge, problem, problemPath, routeNotFound } from './problems.ts'
import { parseQuery } from './query-string.ts'

/** Answer headers that browsers may read across origins (platform.md, section 1). */
const EXPOSED =
  'X-Rate-Limit-Remaining, X-Rate-Limit-Reset, Retry-After, X-Request-Id, X-API-Key-Expires-At, ' +
  'Deprecation, Sunset, Link, ETag, Idempotent-Replayed, WWW-Authenticate, MCP-Protocol-Version'

const CROSS_ORIGIN = /^\/(api\/v[12]|\.well-known)\//

/** The settings of the HTTP server that its surfaces share. */
export interface ServerOptions {
  readonly logLevel: string
  readonly metrics: Metrics
}

/** A Fastify server with the envelope of errors, request ids, CORS, security headers, logs and metrics. */
export function httpServer({ logLevel, metrics }: ServerOptions): FastifyInstance {
  const app = Fastify({
    logger: { level: logLevel },
    // Our own hook logs requests: by operation, since a URL may carry a key.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestId(request.headers),
    exposeHeadRoutes: false,
    routerOptions: {
      maxParamLength: 1024,
      querystringParser: (search) => parseQuery(search),
    },
    // A URL that cannot be decoded reaches no hook.
    frameworkErrors: (error, request, reply) => {
      markAnswer(request, reply as FastifyReply)
      answerProblem(error, request, reply as FastifyReply)
    },
  })
  app.addHook('onRequest', (request, reply, done) => {
    markAnswer(request, reply)
    // Before the body is read, since an unknown route outranks whatever is wrong with the body.
    const isUnknown = request.is404 && !isPreflight(request)
    done(isUnknown ? routeNotFound(request.method, problemPath(request.url)) : undefined)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const seconds = reply.elapsedTime / 1000
    const operation =
      request.routeOptions.config.operation?.id ?? request.routeOptions.url ?? 'none'
    metrics.request(operation, reply.statusCode, seconds)
    const { method, id } = request
    const company = request.caller?.company.id
    const status = reply.statusCode
    request.log.info({ method, operation, status, seconds, requestId: id, company }, 'request')
    done()
  })
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) => {
    reply.header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
    reply.header('access-control-allow-headers', allowedHeaders(request))
    reply.header('access-control-max-age', '7200')
    return reply.code(204).send()
  })
  return app
}

/** Headers of every answer. */
function markAnswer(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id)
  reply.header('x-content-type-options', 'nosniff')
  if (CROSS_ORIGIN.test(request.url)) {
    reply.header('access-control-allow-origin', '*')
    reply.header('access-control-expose-headers', EXPOSED)
  }
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = callerError(error, request)
  if (known === undefined) request.log.error(describe(error, request), 'failed')
  if (known instanceof Unauthorized) reply.header('www-authenticate', challenge(known))
  reply.code(known?.status ?? 500).send(problem(known, request))
}

function isPreflight({ method, url, headers }: FastifyRequest): boolean {
  const asks = headers['access-control-request-method'] !== undefined
  return method === 'OPTIONS' && asks && CROSS_ORIGIN.test(url)
}

function allowedHeaders(request: FastifyRequest): string {
  return request.headers['access-control-request-headers'] ?? '*'
}

/** What the log may say of a failure: never the detail of a database error, which quotes rows. */
function describe(error: unknown, request: FastifyRequest): object {
  const { name, message, stack, code, constraint } = error as Error & Record<string, unknown>
  const place = { requestId: request.id, operation: request.routeOptions.config.operation?.id }
  return { ...place, name, message, code, constraint, stack }
}
