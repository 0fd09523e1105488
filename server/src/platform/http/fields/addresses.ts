/** Where something can be reached: mail, web and network addresses. */
import { isIP } from 'node:net'
import { type Field, type FieldJson, field, refuse } from './field.ts'
import { maxLength, rules } from './rules.ts'

const EMAIL_LENGTH_MAX = 254
const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?:\p{L}{2,63}|xn--[a-z0-9-]{1,59})$/iu

function isEmail(address: string): boolean {
  const at = address.lastIndexOf('@')
  if (at < 1 || at > 64) return false
  return LOCAL_PART.test(address.slice(0, at)) && DOMAIN.test(address.slice(at + 1))
}

/**
 * A mail address of at most 254 characters, international ones included; else `isEmail`
 * (`maxLength` beside it). Quoted local parts and addresses without a domain are refused: nobody
 * can be reached there.
 */
export function email(): Field<string> {
  const json = { type: 'string', format: 'email', maxLength: EMAIL_LENGTH_MAX } as const
  return field(json, (value, problems) => {
    if (typeof value !== 'string') return refuse(problems, rules.isEmail)
    const address = value.trim()
    if (address.length > EMAIL_LENGTH_MAX) {
      refuse(problems, maxLength(EMAIL_LENGTH_MAX))
      return refuse(problems, rules.isEmail)
    }
    return isEmail(address) ? address.normalize('NFC') : refuse(problems, rules.isEmail)
  })
}

/** What kind of URL a field takes. */
export interface UrlRules {
  /** Longest URL in characters; default 2048. */
  readonly max?: number
  /** Schemes allowed; default `['https']`. */
  readonly schemes?: readonly ('https' | 'http')[]
  /** `example.com/x` is taken too, as a website is commonly written. */
  readonly schemeOptional?: boolean
  /** Whether `http` is taken for localhost and loopback addresses though `schemes` lacks it. */
  readonly loopbackHttp?: boolean
  /** Whether a `#fragment` is refused. */
  readonly noFragment?: boolean
}

const URL_LENGTH_MAX = 2048
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//
/** `URL` silently drops or encodes these, so that what is stored would not be what is called. */
const NOT_IN_URL = /[\u0000-\u0020\u007F"<>\\^`{|}\uD800-\uDFFF]/u
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

function isHost(hostname: string): boolean {
  return hostname.includes('.') || hostname.startsWith('[') || hostname === 'localhost'
}

function isUrl(address: string, options: UrlRules): boolean {
  if (NOT_IN_URL.test(address)) return false
  const hasScheme = SCHEME.test(address)
  if (!hasScheme && !options.schemeOptional) return false
  const whole = hasScheme ? address : `https://${address}`
  if (!URL.canParse(whole)) return false
  const url = new URL(whole)
  const scheme = url.protocol.slice(0, -1)
  const isAllowed = (options.schemes ?? ['https']).some((allowed) => allowed === scheme)
  const isLoopback = options.loopbackHttp && scheme === 'http' && LOOPBACK.test(url.hostname)
  if (!isAllowed && !isLoopback) return false
  if (url.username !== '' || url.password !== '') return false
  if (options.noFragment && whole.includes('#')) return false
  return isHost(url.hostname)
}

/** An absolute URL without user info, kept as written; else `isUrl` (`maxLength` beside it). */
export function url(options: UrlRules = {}): Field<string> {
  const max = options.max ?? URL_LENGTH_MAX
  const format = options.schemeOptional ? {} : { format: 'uri' }
  return field({ type: 'string', ...format, maxLength: max }, (value, problems) => {
    if (typeof value !== 'string') return refuse(problems, rules.isUrl)
    const address = value.trim()
    if (address.length > max) {
      refuse(problems, maxLength(max))
      return refuse(problems, rules.isUrl)
    }
    return isUrl(address, options) ? address : refuse(problems, rules.isUrl)
  })
}

const PREFIX = /^(?:0|[1-9]\d{0,2})$/

function isIpOrCidr(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  // A zone index (`fe80::1%eth0`) names an interface of one machine, not an address.
  const version = address.includes('%') ? 0 : isIP(address)
  if (version === 0 || rest.length > 0) return false
  return (
    prefix === undefined || (PREFIX.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
  )
}

const IP_LENGTH_MAX = 49

/** An IPv4 or IPv6 address, or a range in CIDR form, kept as written; else `isIP`. */
export function ipOrCidr(): Field<string> {
  const json: FieldJson = {
    type: 'string',
    maxLength: IP_LENGTH_MAX,
    examples: ['203.0.113.0/24'],
  }
  return field(json, (value, problems) => {
    if (typeof value !== 'string' || value.length > IP_LENGTH_MAX) {
      return refuse(problems, rules.isIP)
    }
    const text = value.trim()
    return isIpOrCidr(text) ? text : refuse(problems, rules.isIP)
  })
}
