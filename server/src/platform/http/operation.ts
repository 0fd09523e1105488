import type { z } from 'zod'
import type { Context, License } from '../../kernel/context.ts'

/** HTTP methods an operation may have. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Where an operation hangs: `/api/v1/...` of the public API, or `/api/operator/v1/...`. */
export type Surface = 'public' | 'operator'

/** The parsed and checked parts of a request. */
export interface Input<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
}

/** An answer whose status or headers differ from the declared ones. */
export class Reply<T> {
  readonly body: T
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(body: T, options: { status?: number; headers?: Record<string, string> } = {}) {
    this.body = body
    this.status = options.status
    this.headers = options.headers ?? {}
  }
}

/** Bytes instead of JSON (attachments, PDF, CSV, XML). */
export class Bytes {
  readonly content: Uint8Array | string
  readonly contentType: string

  constructor(content: Uint8Array | string, contentType: string) {
    this.content = content
    this.contentType = contentType
  }
}

/** One call of an operation that serves many calls in one transaction (see `runTogether`). */
export interface Call<I> {
  /** The call's own context; its `tx` is the transaction shared by the group. */
  readonly ctx: Context
  readonly input: I
}

/** Said of a call that cannot be served in a transaction shared with other companies: it gets its own. */
export const OWN_TRANSACTION = { ownTransaction: true } as const

/** What became of one call of a group of several companies. */
export type GroupOutcome<T> = Outcome<T> | typeof OWN_TRANSACTION

/**
 * Whose calls a group holds: one company's, with all its rights; or several companies', under the role that can only
 * post (`Database.transactGroup`).
 */
export type GroupScope = 'company' | 'companies'

/** What became of one call of a group: its answer, or the caller's error that concerns it alone. */
export type Outcome<T> = { readonly value: T } | { readonly error: Error }

/**
 * One thing a caller can do, declared once. From this row come the route, the validation, the OpenAPI
 * document, the reference, the license, scope, idempotency and transaction handling (architecture.md).
 */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Stable id in lower camel case: OpenAPI `operationId`, SDK and MCP name. */
  readonly id: string
  readonly surface: Surface
  readonly method: Method
  /** Path below the surface's mount with `{name}` parameters, e.g. `/v1/accounts`, `/api-keys/{id}`. */
  readonly path: string
  /** Tag of the reference, as in `operations.tsv`. */
  readonly tag: string
  /** Title of the reference, as in `operations.tsv`. */
  readonly summary: string
  readonly description?: string
  /** Scope the credential must hold; `null`: any credential. Operator operations need `operator`. */
  readonly scope: string | null
  readonly licenses?: readonly License[]
  /** Only API keys may call it; OAuth tokens get 403. */
  readonly keyOnly?: boolean
  /** Path (with `/api`) of the operation that replaces this deprecated one, `{id}` to be filled in. */
  readonly successor?: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** Schema of the success body; absent: no body (204) or `Bytes`. */
  readonly answer?: Answer
  readonly status: number
  /** Status of an upsert's answer when it created something, while `status` is that of a change. */
  readonly createdStatus?: 201
  /** Media type of a `Bytes` answer for the OpenAPI document. */
  readonly answerType?: string
  /** Most bytes of the body; default 1 MB. */
  readonly bodyBytesMax?: number
  /**
   * `read`: one read-only snapshot; `write` (default for non-GET): one transaction around `run`; `own`: `run` opens
   * as many as it needs (`ctx.tx` is closed), must be safe to repeat, and a key replays its finished answer only.
   */
  readonly transaction?: 'read' | 'write' | 'own'
  /** GET of a plain array or single record: carry an `ETag` and honour `If-None-Match`. Default true for GET. */
  readonly etag?: boolean
  /** The answer shows a secret once: a stored replay of it is encrypted. */
  readonly secretAnswer?: boolean
  /** Actions of the audit events that a call leaves (platform.md 14.4). */
  readonly audits?: readonly string[]
  /** Codes of business errors worth naming in the reference. */
  readonly errors?: readonly string[]
  /** Serves one call. */
  readonly run?: (
    ctx: Context,
    input: Input<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Answer> | Reply<z.input<Answer>> | Reply<Bytes> | Bytes | undefined>
  /**
   * Serves many concurrent calls in one transaction, each failing or succeeding alone: outcomes in the order of the
   * calls. A thrown error rolls the group back and each call is tried alone.
   */
  readonly runTogether?: (
    calls: readonly Call<Input<z.output<Params>, z.output<Query>, z.output<Body>>>[],
    scope: GroupScope,
  ) => Promise<readonly GroupOutcome<z.input<Answer> | Reply<z.input<Answer>>>[]>
}

/** Declares an operation; infers the types of its input and answer from the schemas. */
export function operation<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUndefined,
>(declaration: Operation<Params, Query, Body, Answer>): AnyOperation {
  return declaration as unknown as AnyOperation
}

/** An operation with its types erased, as the mount and the OpenAPI writer see it. */
export interface AnyOperation extends Operation {}
