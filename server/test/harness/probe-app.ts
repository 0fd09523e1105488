import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { KeyAuthentication } from '../../src/access/index.ts'
import type { License } from '../../src/kernel/context.ts'
import { BadRequest, Conflict, notFound } from '../../src/kernel/errors.ts'
import { audit } from '../../src/platform/audit/audit.ts'
import type { Caller } from '../../src/platform/http/caller.ts'
import { clientIp } from '../../src/platform/http/client-ip.ts'
import { Executor } from '../../src/platform/http/execute.ts'
import * as f from '../../src/platform/http/fields.ts'
import { IdempotencyStore } from '../../src/platform/http/idempotency.ts'
import { mount } from '../../src/platform/http/mount.ts'
import { type AnyOperation, Bytes, operation, Reply } from '../../src/platform/http/operation.ts'
import { httpServer } from '../../src/platform/http/server.ts'
import { invalid } from '../../src/platform/http/validation.ts'
import { Vault } from '../../src/platform/secrets/vault.ts'
import { Metrics } from '../../src/platform/telemetry/metrics.ts'
import type { TestApp } from './app.ts'

const license: License = 'CustomerPortal'
const answer = z.object({ value: z.int() })
const common = { surface: 'public', tag: 'Probe', scope: 'accounts-read', status: 200 } as const

/** Where the probe of `value` 7 stops: it tells that it began, and waits until it is let through. */
export const gate = { began: (): void => undefined, wait: Promise.resolve() }

/** Operations that only the tests of the pipeline have. */
export const probes: readonly AnyOperation[] = [
  operation({
    ...common,
    id: 'probe',
    method: 'POST',
    path: '/v1/probe/{id}',
    summary: 'Do what the value says',
    params: f.object({ id: f.uuid() }),
    query: f.object({ note: f.optional(f.text({ max: 20 })) }),
    body: f.object({ value: f.integer() }),
    answer,
    licenses: [license],
    run: async (ctx, { params, body: { value } }) => {
      audit(ctx, { action: 'probe.run', resourceId: params.id, before: null, after: { value } })
      if (value === 400) throw new BadRequest('PROBE_REFUSED', 'The probe refuses.', { value })
      if (value === 404) throw notFound('PROBE', params.id)
      if (value === 409) throw new Conflict('CONCURRENT_MODIFICATION', 'Lost a race.')
      if (value === 422) throw invalid('value', f.max(5))
      if (value === 500) throw new Error('the secret inside')
      if (value === 7) {
        gate.began()
        await gate.wait
      }
      return value === 202 ? new Reply({ value }, { status: 202 }) : { value }
    },
  }),
  operation({
    ...common,
    id: 'groupProbe',
    method: 'POST',
    path: '/v1/group-probe',
    summary: 'Serve many calls in one transaction',
    body: f.object({ value: f.integer() }),
    answer,
    runTogether: async (calls) =>
      calls.map(({ ctx, input: { body } }) => {
        if (body.value === 400) return { error: new BadRequest('PROBE_REFUSED', 'No.') }
        if (body.value === 422) return { error: invalid('value', f.max(5)) }
        audit(ctx, { action: 'probe.run', resourceId: null, before: null, after: {} })
        return { value: { value: body.value } }
      }),
  }),
  operation({
    ...common,
    id: 'oldProbe',
    method: 'POST',
    path: '/v1/old-probe/{id}',
    summary: 'A deprecated operation',
    successor: '/api/v2/new-probe/{id}',
    params: f.object({ id: f.uuid() }),
    answer,
    run: async () => ({ value: 1 }),
  }),
  operation({
    ...common,
    id: 'keyOnlyProbe',
    method: 'GET',
    path: '/v1/key-only',
    summary: 'For keys only',
    keyOnly: true,
    answer,
    run: async () => ({ value: 1 }),
  }),
  operation({
    ...common,
    id: 'bytesProbe',
    method: 'GET',
    path: '/v1/bytes',
    summary: 'Bytes',
    run: async () => new Bytes('a;b\n', 'text/csv; charset=utf-8'),
  }),
  operation({
    ...common,
    id: 'merge',
    method: 'PATCH',
    path: '/v1/merge',
    summary: 'A merge patch of little size',
    body: f.object({ text: f.optional(f.text({ max: 100 })) }),
    bodyBytesMax: 64,
    answer: z.object({ text: z.string().nullable() }),
    run: async (_ctx, { body }) => ({ text: body.text ?? null }),
  }),
]

/** A server of the probes on the test app's database; `Bearer token` is an OAuth token of `tokenOf`. */
export async function probeApp(
  server: TestApp,
  options: { trustedProxies?: number; tokenOf?: () => Caller } = {},
): Promise<FastifyInstance> {
  const app = httpServer({ logLevel: 'silent', metrics: new Metrics() })
  const keys = new KeyAuthentication(server.db)
  mount(app, probes, {
    authenticate: async (credentials) =>
      credentials.bearer === 'token' && options.tokenOf !== undefined
        ? options.tokenOf()
        : keys.authenticate(credentials),
    limitRate: async () => undefined,
    executor: new Executor(server.db, new IdempotencyStore(new Vault(Buffer.alloc(32, 7)))),
    sunsetDate: '2026-11-08',
    clientIp: clientIp(options.trustedProxies ?? 0),
  })
  await app.ready()
  return app
}
