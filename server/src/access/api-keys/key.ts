import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PUBLIC_CHARACTERS = 8
const SECRET_CHARACTERS = 40
const WELL_FORMED = /^lb_[0-9A-Za-z]{8}_[0-9A-Za-z_-]{32,128}$/

/** A fresh API key `lb_<8 public>_<40 random>`: shown once, stored as `hashKey` (conventions.md). */
export function newKey(): string {
  return `lb_${randomText(PUBLIC_CHARACTERS)}_${randomText(SECRET_CHARACTERS)}`
}

/** The public part by which a key is found, `lb_<8 public characters>`; `undefined` if it is no key. */
export function prefixOf(key: string): string | undefined {
  return WELL_FORMED.test(key) ? key.slice(0, 'lb_'.length + PUBLIC_CHARACTERS) : undefined
}

/** SHA-256 of the whole key. A key has 238 random bits, so no slow hash is needed. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Compares in constant time. */
export function isKeyOf(hash: Buffer, key: string): boolean {
  const given = hashKey(key)
  return given.length === hash.length && timingSafeEqual(given, hash)
}

/** Unbiased: bytes beyond a multiple of the alphabet are thrown away. */
function randomText(length: number): string {
  const limit = 256 - (256 % ALPHABET.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += ALPHABET[byte % ALPHABET.length]
    }
  }
  return text
}
