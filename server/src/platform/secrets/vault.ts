import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const DERIVED_KEY_BYTES = 32

/** Encrypts secrets at rest with AES-256-GCM under `LEDGERBEE_SECRET_KEY` (platform.md 10). */
export class Vault {
  readonly #keys: readonly Buffer[]

  /** @param key 32 bytes; what it cannot open is tried with `previous` (key rotation). */
  constructor(key: Buffer, previous?: Buffer) {
    this.#keys = previous === undefined ? [key] : [key, previous]
  }

  /** Nonce, authentication tag and cipher text in one buffer. */
  seal(secret: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#keys[0] as Buffer, nonce)
    const text = Buffer.concat([cipher.update(secret), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), text])
  }

  /** The secret of `seal`. Throws when no key opens it or a bit was changed. */
  open(sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed)
    let failure: unknown
    for (const key of this.#keys) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
        const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
        return Buffer.concat([text, decipher.final()])
      } catch (error) {
        failure = error
      }
    }
    throw failure
  }

  /** Keys for another use of the secret (HKDF with SHA-256): the present one first, then that before a rotation. */
  derivedKeys(purpose: string): readonly Buffer[] {
    return this.#keys.map((key) =>
      Buffer.from(hkdfSync('sha256', key, '', purpose, DERIVED_KEY_BYTES)),
    )
  }
}
