import type { CompanyId, License, Transaction } from '../../kernel/context.ts'
import type { Database } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { RateLimitTier } from '../../platform/http/caller.ts'

/** A live key with the facts of its company, as authentication reads it. */
export interface FoundKey {
  readonly company_id: CompanyId
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly hash: Buffer
  readonly scopes: readonly string[]
  readonly ip_whitelist: readonly string[]
  readonly rate_limit_tiers: readonly RateLimitTier[]
  readonly expires_at: string | null
  readonly last_used_at: string | null
  readonly company_name: string
  readonly country_code: string
  readonly currency: string
  readonly time_zone: string
  readonly sandbox: boolean
  readonly licenses: readonly License[]
  readonly clock_at: string | null
}

/** Live keys with one of these prefixes, over all companies. */
export function findKeys(db: Database, prefixes: readonly string[]): Promise<FoundKey[]> {
  return db.query<FoundKey>(sql`select * from find_api_keys(${prefixes})`)
}

/** A key to be stored; `hash` is all that is kept of the key itself. */
export interface NewKey {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly hash: Buffer
  readonly scopes: readonly string[]
  readonly ipWhitelist: readonly string[]
  readonly rateLimitTiers: readonly RateLimitTier[]
  readonly expiresAt: string | null
  readonly createdAt: string
}

/** Stores a key of the transaction's company. */
export function insertKey(tx: Transaction, company: CompanyId, key: NewKey): void {
  tx.run(sql`
    insert into api_keys (company_id, id, name, prefix, hash, scopes, ip_whitelist,
      rate_limit_tiers, expires_at, created_at)
    values (${company}, ${key.id}, ${key.name}, ${key.prefix}, ${key.hash}, ${key.scopes},
      ${key.ipWhitelist}, ${JSON.stringify(key.rateLimitTiers)}, ${key.expiresAt}, ${key.createdAt})`)
}

/** Remembers that a key was used, to the minute. */
export function touchKey(tx: Transaction, company: CompanyId, id: string, at: string): void {
  tx.run(sql`
    update api_keys set last_used_at = ${at} where company_id = ${company} and id = ${id}`)
}
