import type { CompanyId, License, Transaction } from '../../kernel/context.ts'
import type { Database } from '../../platform/db/database.ts'
import { raw, sql } from '../../platform/db/sql.ts'
import type { PageRequest } from '../../platform/http/paging.ts'
import { idPage } from '../../platform/http/paging-queries.ts'
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

/** A key as its company sees it: never the hash. */
export interface KeyRow {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly ip_whitelist: readonly string[]
  readonly rate_limit_tiers: readonly RateLimitTier[]
  readonly expires_at: string | null
  readonly created_at: string
  readonly last_used_at: string | null
  readonly revoked_at: string | null
}

const columns = raw(`id, name, prefix, scopes, ip_whitelist, rate_limit_tiers, expires_at,
  created_at, last_used_at, revoked_at`)

/** A key of the company, also a revoked one. */
export function findKey(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<KeyRow | undefined> {
  return tx.one<KeyRow>(sql`
    select ${columns} from api_keys where company_id = ${company} and id = ${id}`)
}

/** The same, locked until the transaction ends. */
export function lockKey(
  tx: Transaction,
  company: CompanyId,
  id: string,
): Promise<KeyRow | undefined> {
  return tx.one<KeyRow>(sql`
    select ${columns} from api_keys where company_id = ${company} and id = ${id} for update`)
}

/** One page of a company's keys, and one more row when there is another page. */
export function listKeys(
  tx: Transaction,
  company: CompanyId,
  page: PageRequest,
): Promise<KeyRow[]> {
  return tx.rows<KeyRow>(sql`
    select ${columns} from api_keys where company_id = ${company} ${idPage(page)}`)
}

/** How many keys the company has ever had. */
export async function countKeys(tx: Transaction, company: CompanyId): Promise<number> {
  const row = await tx.one<{ total: bigint }>(sql`
    select count(*) as total from api_keys where company_id = ${company}`)
  return Number(row?.total)
}

/** Writes what may change of a key. */
export function updateKey(tx: Transaction, company: CompanyId, key: KeyRow): void {
  tx.run(sql`
    update api_keys set name = ${key.name}, scopes = ${key.scopes},
      ip_whitelist = ${key.ip_whitelist}, expires_at = ${key.expires_at},
      rate_limit_tiers = ${JSON.stringify(key.rate_limit_tiers)}, revoked_at = ${key.revoked_at}
    where company_id = ${company} and id = ${key.id}`)
}
