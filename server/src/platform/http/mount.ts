import { isUtf8 } from 'node:buffer'
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CallerError, Forbidden, TooMany, Unauthorized } from '../../kernel/errors.ts'
import type { Authenticate, Caller, Credentials, LimitRate, RateLimitVerdict } from './caller.ts'
import type { Answer } from './answers.ts'
import type { Executor } from './execute.ts'
import { idempotencyKey } from './idempotency.ts'
import { type AnyOperation, Bytes } from './operation.ts'
import { malformedJson, payloadTooLarge, problem, unsupportedMediaType } from './problems.ts'
import type { QueryValue } from './query-string.ts'
import { parseRequest } from './validation.ts'

/** What the pipeline needs from the rooms above it. */
export interface MountOptions {
  readonly authenticate: Authenticate
  readonly limitRate: LimitRate
  readonly executor: Executor
  /** `Sunset` date of deprecated operations, as a HTTP date or `YYYY-MM-DD`. */
  readonly sunsetDate: string
  readonly clientIp: (request: FastifyRequest) => string
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
  interface FastifyContextConfig {
    operation?: AnyOperation
  }
}

const BODY_BYTES_MAX = 1_048_576
const MOUNTS = { public: '/api', operator: '/api/operator/v1' } as const

/** The full path of an operation, with `{name}` parameters. */
export function fullPath(operation: AnyOperation): string {
  return MOUNTS[operation.surface] + operation.path
}

/**
 * Hangs every operation into the server. The checks run in the order of platform.md section 1: size,
 * authentication, rate limit, license, kind of credential, scope (all before the body is read), then media type,
 * syntax, shape, idempotency key; existence and rules are the operation's own.
 */
export function mount(
  app: FastifyInstance,
  operations: readonly AnyOperation[],
  options: MountOptions,
): void {
  app.decorateRequest('caller', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, parseJson(request, body as Buffer))
    } catch (error) {
      done(error as Error)
    }
  })
  for (const operation of operations) {
    app.route({
      method: operation.method,
      url: fullPath(operation).replaceAll(/\{(\w+)\}/g, ':$1'),
      bodyLimit: operation.bodyBytesMax ?? BODY_BYTES_MAX,
      config: { operation },
      onRequest: (request, reply) => admit(operation, request, reply, options),
      handler: (request, reply) => serve(operation, request, reply, options),
    })
  }
}

/** Steps 3 to 7: everything that is known before the body is read. */
async function admit(
  operation: AnyOperation,
  request: FastifyRequest,
  reply: FastifyReply,
  options: MountOptions,
): Promise<void> {
  if (operation.successor !== undefined) {
    announceDeprecation(operation.successor, request, reply, options.sunsetDate)
  }
  const bytesMax = operation.bodyBytesMax ?? BODY_BYTES_MAX
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw payloadTooLarge(bytesMax)
  const caller = await options.authenticate(credentialsOf(request, options.clientIp(request)))
  request.caller = caller
  const { kind, id, expiresAt, rateLimitTiers } = caller.credential
  if (expiresAt !== null) reply.header('x-api-key-expires-at', expiresAt)
  if (rateLimitTiers.length > 0) limit(await options.limitRate(id, rateLimitTiers), reply)
  for (const license of operation.licenses ?? []) {
    if (!caller.company.licenses.has(license)) {
      const message = `This company's license ${license} is turned off.`
      throw new Forbidden('LICENSE.REQUIRED', message, { licenseKey: license })
    }
  }
  if (operation.keyOnly === true && kind !== 'api_key') {
    throw new Forbidden('INSUFFICIENT_PERMISSIONS', 'Only an API key may call this operation.', {
      reason: 'endpoint_requires_api_key_auth',
    })
  }
  const scope = operation.surface === 'operator' ? 'operator' : operation.scope
  if (scope !== null && !caller.actor.scopes.has(scope)) {
    throw new Forbidden('INSUFFICIENT_PERMISSIONS', `The credential lacks the scope ${scope}.`, {
      requiredScopes: [scope],
    })
  }
}

/** Steps 9 to 12: shape, idempotency key, the operation itself, and the answer. */
async function serve(
  operation: AnyOperation,
  request: FastifyRequest,
  reply: FastifyReply,
  { executor, clientIp }: MountOptions,
): Promise<FastifyReply> {
  const { caller } = request
  if (caller === null) throw new Unauthorized('UNAUTHORIZED', 'Send an API key in x-api-key.')
  const query = request.query as Record<string, QueryValue>
  const input = parseRequest(operation, { params: request.params, query, body: request.body })
  const { method, url } = request
  const header = request.headers['idempotency-key']
  const idempotency =
    method === 'GET'
      ? undefined
      : idempotencyKey(typeof header === 'string' ? header : undefined, {
          method,
          url: withoutApiKey(url),
          body: request.body,
        })
  const answer = await executor.execute(operation, {
    caller,
    input,
    requestId: request.id,
    ip: clientIp(request),
    idempotency,
    problem: (error: CallerError) => JSON.stringify(problem(error, request)),
  })
  return send(operation, answer, request, reply)
}

function send(
  operation: AnyOperation,
  answer: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.code(answer.status).headers(answer.headers)
  const { body } = answer
  if (body === undefined) return reply.send()
  if (body instanceof Bytes) {
    const bytes = typeof body.content === 'string' ? body.content : Buffer.from(body.content)
    return reply.type(body.contentType).send(bytes)
  }
  if (request.method === 'GET' && operation.etag !== false) {
    const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
    reply.header('etag', etag)
    if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send()
  }
  return reply.type('application/json; charset=utf-8').send(body)
}

/** Weak comparison of RFC 9110: `*`, or any tag of the list. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

function credentialsOf(request: FastifyRequest, ip: string): Credentials {
  const header = request.headers['x-api-key']
  const parameter = (request.query as Record<string, QueryValue>)['x-api-key']
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? []
  const apiKey = typeof header === 'string' && header !== '' ? header : parameter
  return { apiKey: typeof apiKey === 'string' ? apiKey : undefined, bearer, ip }
}

/** The key in the query must neither be stored nor make the same request look different. */
function withoutApiKey(url: string): string {
  const [path = '', search = ''] = url.split('?', 2)
  const parameters = new URLSearchParams(search)
  parameters.delete('x-api-key')
  return parameters.size === 0 ? path : `${path}?${parameters}`
}

/** Tells the tightest tier; throws when a tier refuses. */
function limit(verdict: RateLimitVerdict | undefined, reply: FastifyReply): void {
  if (verdict === undefined) return
  reply.header('x-rate-limit-remaining', String(verdict.remaining))
  reply.header('x-rate-limit-reset', String(verdict.reset))
  const { refusal } = verdict
  if (refusal === undefined) return
  const { tier, retryAfter } = refusal
  reply.header('retry-after', String(retryAfter))
  const message = `The key's limit ${tier.name} is used up; try again in ${retryAfter} s.`
  const details = { tier: tier.name, limit: tier.limit, ttl: tier.ttl, retryAfter }
  throw new TooMany('RATE_LIMIT_EXCEEDED', message, details)
}

function announceDeprecation(
  successor: string,
  request: FastifyRequest,
  reply: FastifyReply,
  sunsetDate: string,
): void {
  const params = request.params as Record<string, string>
  const path = successor.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  reply.headers({
    deprecation: 'true',
    sunset: sunsetDate,
    link: `<${path}>; rel="successor-version"`,
  })
}

function parseJson(request: FastifyRequest, body: Buffer): unknown {
  if (body.length === 0) return undefined
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  const merging = request.method === 'PATCH' && type === 'application/merge-patch+json'
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if ((type !== 'application/json' && !merging) || encoding !== 'identity') {
    throw unsupportedMediaType()
  }
  try {
    if (!isUtf8(body)) throw new SyntaxError('not UTF-8')
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    throw malformedJson()
  }
}

/** A well-formed incoming `X-Request-Id`, or a fresh one. */
export function requestId(headers: Record<string, string | string[] | undefined>): string {
  const incoming = headers['x-request-id']
  if (typeof incoming === 'string' && /^[A-Za-z0-9._:-]{1,128}$/.test(incoming)) return incoming
  return randomUUID()
}
