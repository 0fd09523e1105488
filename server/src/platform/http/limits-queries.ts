import type { Transaction } from '../../kernel/context.ts'
import { sql } from '../db/sql.ts'

/** Makes everyone else who asks for the bucket wait until this transaction ends. */
export function lockBucket(tx: Transaction, bucket: string): void {
  tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${bucket}, 11))`)
}

/** The database's time, never before the bucket's last hit, and the number of that hit. */
export interface LastHit {
  /** ISO 8601 with microseconds. */
  readonly now: string
  readonly epoch: number
  /** 0 without a hit. */
  readonly ordinal: bigint
}

/** The bucket's last hit. Nodes share the database's clock, and stepping back it must not reorder hits. */
export function findLastHit(tx: Transaction, bucket: string): Promise<LastHit | undefined> {
  return tx.one<LastHit>(sql`
    select at::text as now, extract(epoch from at)::float8 as epoch, coalesce(ordinal, 0) as ordinal
    from (select 1) as always
    left join (
      select hit_at, ordinal from rate_limit_hits where bucket = ${bucket}
      order by hit_at desc, ordinal desc limit 1) as last on true,
    lateral (select greatest(clock_timestamp(), hit_at) as at) as time`)
}

/** The oldest hit that a window of `ttl` ms still counts. */
export interface OldestHit {
  readonly ttl: bigint
  readonly ordinal: bigint
  readonly epoch: number
}

/** For each window length in ms: its oldest hit; nothing for an empty window. */
export function findOldestHits(
  tx: Transaction,
  bucket: string,
  ttls: readonly number[],
): Promise<OldestHit[]> {
  return tx.rows<OldestHit>(sql`
    select ttl, ordinal, extract(epoch from hit_at)::float8 as epoch
    from unnest(${ttls}::bigint[]) as ttl,
    lateral (
      select hit_at, ordinal from rate_limit_hits
      where bucket = ${bucket} and hit_at > clock_timestamp() - ttl * interval '1 ms'
      order by hit_at, ordinal limit 1) as oldest`)
}

/** A granted request to be counted. */
export interface NewHit {
  readonly bucket: string
  readonly at: string
  readonly ordinal: number
  /** Longest window that counts it, in ms. */
  readonly longestTtl: number
  /** Whether a quota without window counts it too. */
  readonly inQuota: boolean
}

/** Counts a request. */
export function insertHit(tx: Transaction, hit: NewHit): void {
  tx.run(sql`
    insert into rate_limit_hits (bucket, hit_at, ordinal, leaves_at)
    values (${hit.bucket}, ${hit.at}, ${hit.ordinal}, case when ${hit.inQuota} then null
      else ${hit.at}::timestamptz + ${hit.longestTtl}::bigint * interval '1 ms' end)`)
}

/** Forgets what left the bucket's longest window before the hit just counted. */
export function pruneBucket(tx: Transaction, hit: NewHit): void {
  tx.run(sql`
    delete from rate_limit_hits
    where bucket = ${hit.bucket} and ordinal < ${hit.ordinal}
      and hit_at <= ${hit.at}::timestamptz - ${hit.longestTtl}::bigint * interval '1 ms'`)
}

/** Forgets up to `most` hits of any bucket that no window counts any more: addresses that never come back. */
export function pruneForgotten(tx: Transaction, most: number): void {
  tx.run(sql`
    delete from rate_limit_hits where (bucket, hit_at, ordinal) in (
      select bucket, hit_at, ordinal from rate_limit_hits
      where leaves_at <= clock_timestamp() order by leaves_at limit ${most}
      for update skip locked)`)
}
