import { createHash } from 'node:crypto'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { CompanyId, Transaction } from '../../kernel/context.ts'
import { BadRequest, Conflict, Refused } from '../../kernel/errors.ts'
import { sql } from '../db/sql.ts'
import type { Vault } from '../secrets/vault.ts'

/** A caller's `Idempotency-Key` with the fingerprint of the request that carries it. */
export interface IdempotencyKey {
  readonly key: string
  /** SHA-256 over method, path with query, and the body as parsed JSON. */
  readonly fingerprint: Buffer
}

/** The outcome that is stored under a key: status and body as sent. */
export interface StoredAnswer {
  readonly status: number
  readonly body: string | undefined
}

interface Row {
  readonly fingerprint: Buffer
  readonly status: number
  readonly body: Buffer | null
  readonly encrypted: boolean
}

const WELL_FORMED = /^[\x21-\x7e]{1,255}$/

/** Reads the header (platform.md 2). Throws `IDEMPOTENCY_KEY_INVALID`. */
export function idempotencyKey(
  header: string | undefined,
  request: { method: string; url: string; body: unknown },
): IdempotencyKey | undefined {
  if (header === undefined) return undefined
  if (!WELL_FORMED.test(header)) {
    throw new BadRequest(
      'IDEMPOTENCY_KEY_INVALID',
      'Idempotency-Key must be 1 to 255 visible ASCII characters.',
    )
  }
  const what = canonicalJson([request.method, request.url, request.body ?? null])
  return { key: header, fingerprint: createHash('sha256').update(what).digest() }
}

/** `409`: the key's first request has no answer yet. */
export function stillRunning(): Conflict {
  return new Conflict(
    'IDEMPOTENCY_IN_PROGRESS',
    'A request with this Idempotency-Key is still running; wait for its answer.',
  )
}

/** Keys of one credential: claimed, looked up and answered inside the transaction of the effect. */
export class IdempotencyStore {
  readonly #vault: Vault

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /**
   * Claims the key until the transaction ends, and answers what is stored under it, if anything.
   * Throws `IDEMPOTENCY_IN_PROGRESS` (409) or `IDEMPOTENCY_KEY_REUSED` (422).
   */
  async claim(
    tx: Transaction,
    company: CompanyId,
    credentialId: string,
    { key, fingerprint }: IdempotencyKey,
  ): Promise<StoredAnswer | undefined> {
    const name = `${company}/${credentialId}/${key}`
    const claimed = tx.one<{ claimed: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 7)) as claimed`,
    )
    const stored = tx.one<Row>(sql`
      select fingerprint, status, body, encrypted from idempotency_keys
      where company_id = ${company} and credential_id = ${credentialId} and key = ${key}
        and created_at > now() - interval '24 hours'`)
    const [lock, row] = await Promise.all([claimed, stored])
    if (row === undefined) {
      if (lock?.claimed !== true) throw stillRunning()
      return undefined
    }
    if (!row.fingerprint.equals(fingerprint)) {
      throw new Refused(
        422,
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key was used for another request; send a fresh one.',
      )
    }
    if (row.body === null) return { status: row.status, body: undefined }
    const body = row.encrypted ? this.#vault.open(row.body) : row.body
    return { status: row.status, body: body.toString('utf8') }
  }

  /** Stores the outcome; `secret` ones encrypted. Replaces what is older than 24 hours. */
  store(
    tx: Transaction,
    company: CompanyId,
    credentialId: string,
    { key, fingerprint }: IdempotencyKey,
    answer: StoredAnswer,
    secret: boolean,
  ): void {
    const plain = answer.body === undefined ? null : Buffer.from(answer.body, 'utf8')
    const body = plain !== null && secret ? this.#vault.seal(plain) : plain
    tx.run(sql`
      insert into idempotency_keys
        (company_id, credential_id, key, fingerprint, status, body, encrypted)
      values (${company}, ${credentialId}, ${key}, ${fingerprint}, ${answer.status}, ${body}, ${secret})
      on conflict (company_id, credential_id, key) do update set
        fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
        encrypted = excluded.encrypted, created_at = now()`)
  }
}
