import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from './kernel/config-error.ts'

/** Where the books are kept: the embedded PostgreSQL of the data folder, or one given by its URL. */
export type DatabaseConfig =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'external'; readonly url: string }

/** Every setting of the program, checked (operator.md, Running and bootstrapping). */
export interface Config {
  /** Port to listen on; 0 takes a free one. */
  readonly port: number
  readonly host: string
  readonly database: DatabaseConfig
  /** Most connections of the pool to the database. */
  readonly databasePoolMax: number
  /** Absolute path of the data folder. */
  readonly dataFolder: string
  /** Origin under which callers see the server, without a slash at the end. */
  readonly publicUrl: string
  /** Master key for secrets at rest, 32 bytes; `undefined`: the one in the data folder. */
  readonly secretKey: Buffer | undefined
  /** The master key before the last rotation, 32 bytes. */
  readonly secretKeyPrevious: Buffer | undefined
  /** How many proxies in front of the server are believed (platform.md, section 1). */
  readonly trustedProxies: number
  /** Value of the API key that the first start creates; `undefined`: a random one. */
  readonly bootstrapKey: string | undefined
  readonly role: 'all' | 'api' | 'worker'
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Date of the `Sunset` header of deprecated operations, `YYYY-MM-DD`. */
  readonly sunsetDate: string
}

/** The master key and, during a rotation, the one before it; 32 bytes each. */
export interface SecretKeys {
  readonly current: Buffer
  readonly previous: Buffer | undefined
}

const KEY_BYTES = 32

function wholeNumber(min: number, max: number) {
  const must = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,9}$/, must)
    .transform(Number)
    .refine((value) => value >= min && value <= max, must)
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `must be one of ${values.join(', ')}`)
}

/** 32 bytes from hex or base64, or `undefined` when the text is neither. */
function keyBytes(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === KEY_BYTES ? bytes : undefined
}

const secretKey = z.string().transform((text, issues) => {
  const bytes = keyBytes(text)
  if (bytes) return bytes
  issues.addIssue('must be 32 bytes written in base64 or in hex (openssl rand -base64 32)')
  return z.NEVER
})

function isHttpOrigin(text: string): boolean {
  const url = URL.parse?.(text) ?? (URL.canParse(text) ? new URL(text) : null)
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.pathname === '/' &&
    [url.search, url.hash, url.username, url.password].every((part) => part === '')
  )
}

function isCalendarDate(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const Environment = z.object({
  PORT: wholeNumber(0, 65_535).default(8080),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an IP address')
    .default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
      'must be a PostgreSQL URL such as postgresql://user:password@host:5432/ledgerbee',
    )
    .optional(),
  LEDGERBEE_DATABASE_POOL: wholeNumber(1, 1000).default(16),
  LEDGERBEE_DATA: z.string().default('./data'),
  PUBLIC_URL: z
    .string()
    .refine(
      isHttpOrigin,
      'must be an http or https URL without a path, such as https://books.example',
    )
    .transform((text) => new URL(text).origin)
    .optional(),
  LEDGERBEE_SECRET_KEY: secretKey.optional(),
  LEDGERBEE_SECRET_KEY_PREVIOUS: secretKey.optional(),
  LEDGERBEE_TRUST_PROXY: wholeNumber(0, 100).default(0),
  LEDGERBEE_BOOTSTRAP_KEY: z
    .string()
    .regex(
      /^lb_[A-Za-z0-9]{8}_[A-Za-z0-9]{32,128}$/,
      'must look like lb_<8 characters>_<32 to 128 characters>, letters and digits only',
    )
    .optional(),
  LEDGERBEE_ROLE: oneOf(['all', 'api', 'worker']).default('all'),
  LEDGERBEE_LOG_LEVEL: oneOf([
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ]).default('info'),
  LEDGERBEE_SUNSET_DATE: z
    .string()
    .refine(isCalendarDate, 'must be a date written YYYY-MM-DD')
    .default('2026-11-08'),
})

/**
 * Reads the settings from environment variables; an empty variable counts as unset.
 * @throws ConfigError naming the first wrong variable, never repeating its value (it may be a secret).
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')} ${issue?.message}.`)
  }
  const settings = parsed.data
  if (settings.DATABASE_URL !== undefined && settings.LEDGERBEE_SECRET_KEY === undefined) {
    throw new ConfigError(
      'LEDGERBEE_SECRET_KEY must be set together with DATABASE_URL: 32 bytes written in base64 or in hex.',
    )
  }
  return configOf(settings)
}

function configOf(settings: z.output<typeof Environment>): Config {
  const host = settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST
  return {
    port: settings.PORT,
    host: settings.HOST,
    database:
      settings.DATABASE_URL === undefined
        ? { kind: 'embedded' }
        : { kind: 'external', url: settings.DATABASE_URL },
    databasePoolMax: settings.LEDGERBEE_DATABASE_POOL,
    dataFolder: resolve(settings.LEDGERBEE_DATA),
    publicUrl: settings.PUBLIC_URL ?? `http://${host}:${settings.PORT}`,
    secretKey: settings.LEDGERBEE_SECRET_KEY,
    secretKeyPrevious: settings.LEDGERBEE_SECRET_KEY_PREVIOUS,
    trustedProxies: settings.LEDGERBEE_TRUST_PROXY,
    bootstrapKey: settings.LEDGERBEE_BOOTSTRAP_KEY,
    role: settings.LEDGERBEE_ROLE,
    logLevel: settings.LEDGERBEE_LOG_LEVEL,
    sunsetDate: settings.LEDGERBEE_SUNSET_DATE,
  }
}

/**
 * The master key for secrets at rest: the configured one, else that of the data folder, which is made
 * there (`secret.key`, mode 0600) when it is missing (platform.md, section 10).
 * @throws ConfigError when the file holds no key.
 */
export function loadSecretKey(
  config: Pick<Config, 'secretKey' | 'secretKeyPrevious' | 'dataFolder'>,
): SecretKeys {
  const current = config.secretKey ?? keyOfDataFolder(config.dataFolder)
  return { current, previous: config.secretKeyPrevious }
}

function keyOfDataFolder(folder: string): Buffer {
  const path = join(folder, 'secret.key')
  const key = keyBytes((readIfThere(path) ?? writeNewKey(path, folder)).trim())
  if (key) return key
  throw new ConfigError(
    `${path} does not hold a key of 32 bytes: restore it from a backup or set LEDGERBEE_SECRET_KEY.`,
  )
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Linked into place whole, so that neither a crash nor a second process can leave half a key. */
function writeNewKey(path: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, {
    mode: 0o600,
    flush: true,
  })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, 'utf8')
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
