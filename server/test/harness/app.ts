import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { ALL_SCOPES, issueKey } from '../../src/access/index.ts'
import { buildApp, type Services } from '../../src/app.ts'
import { createCompany } from '../../src/domain/companies/index.ts'
import { companyClock } from '../../src/kernel/clock.ts'
import { companyId } from '../../src/kernel/context.ts'
import { Database } from '../../src/platform/db/database.ts'
import { Vault } from '../../src/platform/secrets/vault.ts'
import { Metrics } from '../../src/platform/telemetry/metrics.ts'
import { seeds } from '../../src/seeds.ts'
import { type TestDatabase, testDatabase } from './postgres.ts'

/** An answer with its body parsed, when it is JSON. */
export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  // The tests look into bodies of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
  readonly raw: Buffer
}

/** A request's options; `headers` win over what the client sends by itself. */
export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly idempotencyKey?: string
}

/** A client of the API with one key. Paths stand below `/api`. */
export class Client {
  readonly #app: FastifyInstance
  readonly key: string

  constructor(app: FastifyInstance, key: string) {
    this.#app = app
    this.key = key
  }

  get(path: string, options: RequestOptions = {}): Promise<Response> {
    return this.send('GET', path, undefined, options)
  }

  post(path: string, body?: unknown, options: RequestOptions = {}): Promise<Response> {
    return this.send('POST', path, body, options)
  }

  put(path: string, body?: unknown, options: RequestOptions = {}): Promise<Response> {
    return this.send('PUT', path, body, options)
  }

  patch(path: string, body?: unknown, options: RequestOptions = {}): Promise<Response> {
    return this.send('PATCH', path, body, options)
  }

  delete(path: string, options: RequestOptions = {}): Promise<Response> {
    return this.send('DELETE', path, undefined, options)
  }

  async send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body: unknown,
    options: RequestOptions,
  ): Promise<Response> {
    const headers: Record<string, string> = { 'x-api-key': this.key }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
    const answer = await this.#app.inject({
      method,
      url: `/api${path}`,
      headers: { ...headers, ...options.headers },
      ...(body === undefined
        ? {}
        : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const isJson = String(answer.headers['content-type'] ?? '').startsWith('application/json')
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string | undefined>,
      body: isJson ? JSON.parse(answer.body) : undefined,
      raw: answer.rawPayload,
    }
  }
}

/** A company of its own with a client that holds every scope. */
export interface TestCompany {
  readonly id: string
  readonly api: Client
}

/** The whole server on a database of its own. */
export interface TestApp {
  readonly app: FastifyInstance
  readonly db: Database
  readonly database: TestDatabase
  /** Makes a fully seeded company (default: Danish, DKK, sandbox). */
  company(options?: {
    countryCode?: string
    currency?: string
    sandbox?: boolean
  }): Promise<TestCompany>
  /** A client with a key of that company holding only `scopes`. */
  key(company: TestCompany, scopes: readonly string[]): Promise<Client>
  /** One statement as the database's owner, beside the server: for what no API shows or sets up. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

/** What a test makes otherwise than the server. */
export type TestOptions = Partial<Pick<Services, 'trustedProxies' | 'dueWork' | 'logLevel'>>

const SYSTEM = { type: 'system', id: null, label: 'test', scopes: new Set<string>() } as const
const BY = { actor: SYSTEM, requestId: 'test', ip: null }

/** Starts the server's app on a fresh database; call `close` in `afterAll`. */
export async function testApp(options: TestOptions = {}): Promise<TestApp> {
  const database = await testDatabase()
  const db = new Database(database.connection, { connectionsMax: 12 })
  const app = buildApp({
    db,
    vault: new Vault(Buffer.alloc(32, 7)),
    metrics: new Metrics(),
    logLevel: 'silent',
    publicUrl: 'http://127.0.0.1:8080',
    sunsetDate: '2026-11-08',
    trustedProxies: 0,
    ...options,
  })
  checkAnswers(app)
  await app.ready()
  return {
    app,
    db,
    database,
    async company({ countryCode = 'DK', currency = 'DKK', sandbox = true } = {}) {
      const request = { name: 'Testfirma ApS', countryCode, currency, sandbox }
      const { ctx, result } = await createCompany(db, request, BY, seeds, async (ctx) =>
        issueKey(ctx, { name: 'test', scopes: ALL_SCOPES }),
      )
      return { id: ctx.company.id, api: new Client(app, result.key) }
    },
    async key(company, scopes) {
      const id = companyId(company.id)
      const facts = {
        ...{ id, name: '', countryCode: 'DK', baseCurrency: 'DKK', timeZone: 'UTC', sandbox: true },
        licenses: new Set<never>(),
      }
      const clock = companyClock(null, 'UTC')
      const { key } = await db.transact(id, 'write', async (tx) =>
        issueKey({ company: facts, clock, tx, ...BY }, { name: 'scoped', scopes }),
      )
      return new Client(app, key)
    },
    async query(text, values = []) {
      const client = new pg.Client(database.connection)
      await client.connect()
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    },
    async close() {
      await app.close()
      await db.close()
      await database.drop()
    },
  }
}

/** Every success answer must be what its operation declares, so that the OpenAPI document cannot lie. */
function checkAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const schema = request.routeOptions.config.operation?.answer
    if (schema === undefined || reply.statusCode >= 300 || typeof payload !== 'string')
      return payload
    const checked = schema.safeParse(JSON.parse(payload))
    if (!checked.success) throw new Error(`undeclared answer: ${checked.error.message}`)
    return payload
  })
}
