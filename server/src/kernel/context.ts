/** What a verb knows about the call it serves. Nothing else is ambient. */

/** SQL text with its values; made by the `sql` template of `platform/db`. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
  /** Name of the prepared statement; absent for text that varies from call to call. */
  readonly name?: string
}

/**
 * An open transaction of one company. Statements are pipelined: `run` need not be awaited, since the commit
 * waits for every statement and reports the first failure.
 */
export interface Transaction {
  rows<Row>(statement: Statement): Promise<Row[]>
  /** The only row, or `undefined`. */
  one<Row>(statement: Statement): Promise<Row | undefined>
  /** Sends a write; the result is the number of rows touched. */
  run(statement: Statement): Promise<number>
  /** Undoes what `work` wrote when it fails, and keeps the transaction usable (a savepoint). */
  attempt<T>(work: () => Promise<T>): Promise<T>
  /** Runs after a successful commit, in order; never after a rollback. */
  afterCommit(action: () => void): void
}

declare const companyIdBrand: unique symbol
/** Id of a company (tenant); every tenant row carries one. */
export type CompanyId = string & { readonly [companyIdBrand]: true }

/** Brands an id that came from the database or a checked credential. */
export function companyId(id: string): CompanyId {
  return id as CompanyId
}

/** Who acts: recorded with every audit event (platform.md 14.4). */
export interface Actor {
  readonly type: 'user' | 'api_key' | 'oauth_client' | 'mcp' | 'portal_user' | 'system'
  readonly id: string | null
  readonly label: string
  /** Scopes the credential holds; the system holds none and needs none. */
  readonly scopes: ReadonlySet<string>
}

/** A company's clock: a sandbox company may have its own (operator.md, Test clock). */
export interface Clock {
  /** The instant now, at millisecond precision. */
  now(): Date
  /** The date now in the company's time zone, `YYYY-MM-DD`. */
  today(): string
  /** Whether a sandbox company's clock stands still. */
  readonly frozen: boolean
}

export type License = 'Subscription' | 'MeteredProducts' | 'CustomerPortal'

/** Facts of the company that nearly every verb needs; read fresh with the credential at each request. */
export interface CompanyFacts {
  readonly id: CompanyId
  readonly name: string
  readonly countryCode: string | null
  readonly baseCurrency: string
  readonly timeZone: string
  readonly sandbox: boolean
  readonly licenses: ReadonlySet<License>
}

/** Everything a verb may use: company, actor, clock, transaction, request. */
export interface Context {
  readonly company: CompanyFacts
  readonly actor: Actor
  readonly clock: Clock
  readonly requestId: string
  /** Address of the caller; `null` for the system. */
  readonly ip: string | null
  readonly tx: Transaction
}
