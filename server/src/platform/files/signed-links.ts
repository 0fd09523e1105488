import { createHmac, timingSafeEqual } from 'node:crypto'
import { type CompanyId, companyId } from '../../kernel/context.ts'
import { isUuid } from '../../kernel/id.ts'
import type { Vault } from '../secrets/vault.ts'

const MINUTE_MS = 60_000
/** How long a link is good, from the end of the minute it is made in (ledger.md 7.5). */
const VALID_MINUTES = 15

/** What a link leads to. */
export interface SignedFile {
  readonly company: CompanyId
  readonly id: string
}

/**
 * Links to files that need no credential: the company, the file's id and the end of their life are signed with a
 * key derived from the server's secret key. They live on real time, never on a sandbox company's clock.
 */
export class SignedLinks {
  readonly #keys: readonly Buffer[]
  readonly #publicUrl: string
  readonly #now: () => number

  /**
   * @param publicUrl origin under which callers see the server
   * @param now milliseconds since 1970; tests move it
   */
  constructor(vault: Vault, publicUrl: string, now: () => number = Date.now) {
    this.#keys = vault.derivedKeys('ledgerbee signed links')
    this.#publicUrl = publicUrl
    this.#now = now
  }

  /**
   * The absolute URL of a file, `<PUBLIC_URL>/files/<kind>/<token>`. Links made in the same minute are equal, so that
   * an answer that holds one keeps its ETag.
   */
  link(kind: string, { company, id }: SignedFile): string {
    const lastMinute = Math.ceil(this.#now() / MINUTE_MS) + VALID_MINUTES
    const claim = `${company}.${id}.${lastMinute}`
    return `${this.#publicUrl}/files/${kind}/${claim}.${signature(this.#keys[0] as Buffer, kind, claim)}`
  }

  /** What a token of `link` leads to; `undefined` for one that was altered or has expired. */
  read(kind: string, token: string): SignedFile | undefined {
    const [company = '', id = '', lastMinute = '', signed = '', ...rest] = token.split('.')
    const claim = `${company}.${id}.${lastMinute}`
    const isOurs = this.#keys.some((key) => isEqual(signature(key, kind, claim), signed))
    if (!isOurs || rest.length > 0 || !isUuid(company) || !isUuid(id)) return undefined
    if (this.#now() > Number(lastMinute) * MINUTE_MS) return undefined
    return { company: companyId(company), id }
  }
}

function signature(key: Buffer, kind: string, claim: string): string {
  return createHmac('sha256', key).update(`${kind}/${claim}`).digest('base64url')
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
