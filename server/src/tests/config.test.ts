import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig, loadSecretKey } from '../config.ts'
import { ConfigError } from '../kernel/config-error.ts'

const KEY_HEX = '00112233445566778899aabbccddeeff'.repeat(2)
const KEY = Buffer.from(KEY_HEX, 'hex')

describe('loadConfig', () => {
  test('needs nothing to be set', () => {
    expect(loadConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      database: { kind: 'embedded' },
      databasePoolMax: 16,
      dataFolder: resolve('data'),
      publicUrl: 'http://127.0.0.1:8080',
      secretKey: undefined,
      secretKeyPrevious: undefined,
      trustedProxies: 0,
      bootstrapKey: undefined,
      role: 'all',
      logLevel: 'info',
      sunsetDate: '2026-11-08',
    })
  })

  test('reads every variable', () => {
    const url = 'postgresql://bee:honey@db.example:5433/books'
    expect(
      loadConfig({
        PORT: '0',
        HOST: '::1',
        DATABASE_URL: url,
        LEDGERBEE_DATABASE_POOL: '40',
        LEDGERBEE_DATA: '/srv/books',
        PUBLIC_URL: 'https://books.example/',
        LEDGERBEE_SECRET_KEY: KEY.toString('base64'),
        LEDGERBEE_SECRET_KEY_PREVIOUS: KEY_HEX.toUpperCase(),
        LEDGERBEE_TRUST_PROXY: '2',
        LEDGERBEE_BOOTSTRAP_KEY: `lb_abcDEF12_${'x'.repeat(32)}`,
        LEDGERBEE_ROLE: 'worker',
        LEDGERBEE_LOG_LEVEL: 'debug',
        LEDGERBEE_SUNSET_DATE: '2028-02-29',
      }),
    ).toEqual({
      port: 0,
      host: '::1',
      database: { kind: 'external', url },
      databasePoolMax: 40,
      dataFolder: '/srv/books',
      publicUrl: 'https://books.example',
      secretKey: KEY,
      secretKeyPrevious: KEY,
      trustedProxies: 2,
      bootstrapKey: `lb_abcDEF12_${'x'.repeat(32)}`,
      role: 'worker',
      logLevel: 'debug',
      sunsetDate: '2028-02-29',
    })
  })

  test('takes an empty variable as unset', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(loadConfig({}))
  })

  test('brackets an IPv6 host in the public URL', () => {
    expect(loadConfig({ HOST: '::1' }).publicUrl).toBe('http://[::1]:8080')
  })

  test.each([
    ['PORT', '80a', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535.'],
    ['HOST', 'a b', 'HOST must be a host name or an IP address.'],
    ['DATABASE_URL', 'mysql://x', /^DATABASE_URL must be a PostgreSQL URL such as postgresql:/],
    ['DATABASE_URL', 'postgres://a:b:c@', /^DATABASE_URL must be a PostgreSQL URL/],
    ['LEDGERBEE_DATABASE_POOL', '0', /must be a whole number from 1 to 1000\.$/],
    ['PUBLIC_URL', 'books.example', /^PUBLIC_URL must be an http or https URL without a path/],
    ['PUBLIC_URL', 'ftp://books.example', /^PUBLIC_URL must be an http or https URL/],
    ['PUBLIC_URL', 'https://books.example/app', /^PUBLIC_URL must be an http or https URL/],
    ['LEDGERBEE_SECRET_KEY', 'short', /^LEDGERBEE_SECRET_KEY must be 32 bytes written in base64/],
    ['LEDGERBEE_SECRET_KEY', KEY_HEX.slice(1), /must be 32 bytes/],
    ['LEDGERBEE_SECRET_KEY_PREVIOUS', 'x'.repeat(64), /must be 32 bytes/],
    ['LEDGERBEE_TRUST_PROXY', 'true', /^LEDGERBEE_TRUST_PROXY must be a whole number/],
    ['LEDGERBEE_BOOTSTRAP_KEY', 'lb_abc_def', /^LEDGERBEE_BOOTSTRAP_KEY must look like lb_/],
    ['LEDGERBEE_ROLE', 'both', 'LEDGERBEE_ROLE must be one of all, api, worker.'],
    ['LEDGERBEE_LOG_LEVEL', 'loud', /^LEDGERBEE_LOG_LEVEL must be one of fatal, error, warn/],
    ['LEDGERBEE_SUNSET_DATE', '2026-02-30', /must be a date written YYYY-MM-DD\.$/],
  ])('refuses %s=%s with one sentence', (name, value, sentence) => {
    const load = () => loadConfig({ [name]: value })
    expect(load).toThrow(ConfigError)
    expect(load).toThrow(sentence)
    expect(load).toThrow(/^[^\n]+\.$|^[^\n]+\)\.$/)
  })

  test('never repeats a wrong secret', () => {
    const secret = 'not-a-key-but-secret'
    for (const name of ['LEDGERBEE_SECRET_KEY', 'LEDGERBEE_BOOTSTRAP_KEY', 'DATABASE_URL']) {
      expect(() => loadConfig({ [name]: secret })).not.toThrow(secret)
    }
  })

  test('wants the secret key with a database of your own', () => {
    expect(() => loadConfig({ DATABASE_URL: 'postgres://localhost/books' })).toThrow(
      /^LEDGERBEE_SECRET_KEY must be set together with DATABASE_URL/,
    )
  })
})

describe('loadSecretKey', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledgerbee-key-'))
  })

  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  test('makes a key once, readable by its owner alone', () => {
    const config = loadConfig({ LEDGERBEE_DATA: join(folder, 'new') })
    const { current, previous } = loadSecretKey(config)
    expect(current).toHaveLength(32)
    expect(previous).toBeUndefined()
    expect(statSync(join(folder, 'new', 'secret.key')).mode & 0o777).toBe(0o600)
    expect(loadSecretKey(config).current).toEqual(current)
  })

  test('prefers the configured key and writes none', () => {
    const dataFolder = join(folder, 'unused')
    const config = { dataFolder, secretKey: KEY, secretKeyPrevious: KEY }
    expect(loadSecretKey(config)).toEqual({ current: KEY, previous: KEY })
    expect(() => readFileSync(join(dataFolder, 'secret.key'))).toThrow()
  })

  test('refuses a damaged key file instead of making another key', () => {
    writeFileSync(join(folder, 'secret.key'), 'half a k')
    const config = loadConfig({ LEDGERBEE_DATA: folder })
    expect(() => loadSecretKey(config)).toThrow(/does not hold a key of 32 bytes/)
    expect(() => loadSecretKey(config)).toThrow(ConfigError)
  })
})
