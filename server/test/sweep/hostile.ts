import type { Place } from './places.ts'
import { takes } from './places.ts'
import type { Schema } from './served.ts'

/** A value to send, and what it is called in a failure. */
export interface Hostile {
  readonly name: string
  readonly value: unknown
}

/** Number literals that `JSON.stringify` cannot write; see {@link bodyText}. */
const LITERAL = 'LITERAL:'
const HUGE = 100_000

const SQL = `'; drop table accounts; --`
const SCRIPT = '<script>alert(1)</script>'
const INJECTED = [SQL, SCRIPT, '${7*7}{{7*7}}', '%s%n%x', '../../etc/passwd', '__proto__']
const BROKEN_TEXTS = ['a\u0000b', 'a\u0007b', 'a\ud800b', 'a\udc00b']
const NO_NUMBERS = ['NaN', 'Infinity', '-Infinity', '0x10', '1,5', '1e400', '--1', '1_000']

/** The body as JSON text, with number literals as they stand. */
export function bodyText(body: unknown): string {
  return JSON.stringify(body).replaceAll(/"LITERAL:([^"]+)"/g, '$1')
}

/** Arrays in arrays, `depth` deep. */
export function nested(depth: number): unknown {
  let value: unknown = []
  for (let level = 1; level < depth; level += 1) value = [value]
  return value
}

/** An object with a key of its own that a careless merge would take for the prototype. */
function withPrototypeKey(): unknown {
  return JSON.parse('{ "__proto__": { "isAdmin": true } }')
}

const BY_TYPE: readonly Hostile[] = [
  { name: 'a string', value: SQL },
  { name: 'a number', value: 12.5 },
  { name: 'a boolean', value: true },
  { name: 'an array', value: [] },
  { name: 'deep nesting', value: nested(5_000) },
  { name: 'an object', value: { a: 1 } },
  { name: 'a prototype', value: withPrototypeKey() },
]

const TYPE_OF: Readonly<Record<string, readonly string[]>> = {
  'a string': ['string'],
  'a number': ['number'],
  'a boolean': ['boolean'],
  'an array': ['array'],
  'deep nesting': ['array'],
  'an object': ['object'],
  'a prototype': ['object'],
}

/** Values that the place's schema rules out: the answer is a validation error naming it. */
export function ruledOut(place: Place): Hostile[] {
  const { shapes, isRequired } = place
  const wrong = BY_TYPE.filter(({ name }) => !TYPE_OF[name]?.some((type) => takes(shapes, type)))
  const blank = [null, '', ' \t\n '].map((value) => ({ name: `blank ${shown(value)}`, value }))
  return [
    ...wrong,
    ...(isRequired ? blank : []),
    ...(takes(shapes, 'string') ? wrongTexts(shapes) : []),
    ...shapes.flatMap(wrongNumbers),
    ...shapes.flatMap(wrongArrays),
    ...shapes.flatMap(wrongKeys),
  ]
}

/** Whether a text is none of the values, or has not the form, that the schema asks for. */
function isMisformed({ enum: values, format, pattern }: Schema, text: string): boolean {
  if (values !== undefined || format !== undefined) return true
  return pattern !== undefined && !new RegExp(pattern, 'u').test(text)
}

function wrongTexts(shapes: readonly Schema[]): Hostile[] {
  const texts = shapes.filter(({ type }) => type === 'string')
  const misformed = (text: string) => texts.every((shape) => isMisformed(shape, text))
  const longest = Math.max(...texts.map(({ maxLength = Number.POSITIVE_INFINITY }) => maxLength))
  const isBounded = Number.isFinite(longest)
  const huge = 'x'.repeat(HUGE)
  // What a file's content may be is a business rule.
  const isFile = texts.some(({ contentEncoding }) => contentEncoding !== undefined)
  return [
    ...(isFile ? [] : BROKEN_TEXTS.map((value) => ({ name: `text ${shown(value)}`, value }))),
    ...[...INJECTED, ...(takes(shapes, 'number') ? NO_NUMBERS : [])]
      .filter(misformed)
      .map((value) => ({ name: `text ${value}`, value })),
    ...(isBounded ? [{ name: 'one character too many', value: 'x'.repeat(longest + 1) }] : []),
    ...(isBounded || misformed(huge) ? [{ name: 'a huge text', value: huge }] : []),
  ]
}

function wrongNumbers({ type, minimum, maximum, exclusiveMinimum }: Schema): Hostile[] {
  if (type !== 'number' && type !== 'integer') return []
  const values = [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1, 1e20]),
    ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum, -1]),
    ...(type === 'integer' ? [0.5] : []),
    ...['1e400', '-1e400'].map((literal) => LITERAL + literal),
  ]
  return values.map((value) => ({ name: `number ${value}`, value }))
}

function wrongArrays({ type, minItems = 0, maxItems }: Schema): Hostile[] {
  if (type !== 'array') return []
  const tooMany = { name: 'too many elements', value: Array((maxItems ?? 0) + 1).fill({}) }
  return [
    ...(minItems > 0 ? [{ name: 'no element', value: [] }] : []),
    ...(maxItems === undefined ? [] : [tooMany]),
    { name: 'a hole', value: [null] },
  ]
}

function wrongKeys({ type, additionalProperties }: Schema): Hostile[] {
  if (type !== 'object') return []
  if (additionalProperties === false) {
    const keys = ['unexpected', 'constructor', '$&', 'a\u0000b']
    return [
      ...keys.map((key) => ({ name: `key ${shown(key)}`, value: { [key]: 1 } })),
      { name: 'key __proto__', value: withPrototypeKey() },
    ]
  }
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, index]))
  const values = [{ a: {} }, { a: nested(5_000) }, { a: 'a\u0000b' }, { a: 'x'.repeat(HUGE) }]
  return [
    { name: 'key __proto__', value: JSON.parse('{ "__proto__": "x" }') },
    { name: 'a huge key', value: { ['k'.repeat(HUGE)]: 1 } },
    { name: 'key a\\u0000b', value: { 'a\u0000b': 1 } },
    { name: 'too many keys', value: many },
    ...values.map((value) => ({ name: `value ${shown(value).slice(0, 40)}`, value })),
  ]
}

/** Odd values that the schema may take: no answer may be a fault of ours. */
export function odd({ shapes }: Place): Hostile[] {
  const values: unknown[] = [null, '', ...shapes.flatMap(oddOf)]
  return values.map((value) => ({ name: shown(value).slice(0, 60), value }))
}

const ODD_DATES = ['0001-01-01', '0000-01-01', '1900-02-28', '2024-02-29', '9999-12-31']
const ODD_INSTANTS = [
  '0001-01-01T00:00:00Z',
  '0000-01-01T00:00:00+14:00',
  '1969-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-14:00',
]
const ODD_IDS = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '01890000-0000-7000-8000-00000000ABCD',
]
const ODD_TEXTS = [...INJECTED, '\u202e\u200b', 'ﷺ', 'null', '-1', '1e3', '\u{1F600}']
const ODD_NUMBERS = [0, -0, 1e-7, 1, -1, 9_999_999_999_999, 9_007_199_254_740_991, 0.1 + 0.2]
const ODD_CODES = ['XXX', 'xts', 'KWD', 'jpy', 'ZZ', 'gl', 'UTC', 'US/Pacific', 'Etc/GMT+12']

function oddOf(shape: Schema): unknown[] {
  const { type, format, enum: values, maxLength = 50, minimum, maximum, pattern, items } = shape
  if (values !== undefined) return [...values]
  if (type === 'boolean') return [true, false]
  if (format === 'date') return ODD_DATES
  if (format === 'date-time') return ODD_INSTANTS
  if (format === 'uuid') return ODD_IDS
  if (type === 'number' || type === 'integer') {
    return [minimum, maximum, ...ODD_NUMBERS].filter((value) => value !== undefined)
  }
  if (type === 'array') return [[], items?.maxLength === undefined ? [] : [SQL, SQL]]
  if (type === 'object') return [{}, { a: SQL, 'b.c': SCRIPT, "d'": true, e: 1e300 }]
  const longest = Math.min(maxLength, 1_000)
  const long = ['\u{1F600}'.repeat(longest), `a${'\u0301'.repeat(longest - 1)}`]
  if (pattern !== undefined) return [...ODD_CODES, ...ODD_DECIMALS, ...long]
  return [...ODD_TEXTS, ...(shape.maxLength === undefined ? ODD_CODES : []), ...long]
}

const ODD_DECIMALS = [
  ...['9999999999999.99', '-9999999999999.9999', '007', '1e3'],
  ...[`0.${'0'.repeat(30)}1`, `1.${'0'.repeat(30)}`],
]

/** Texts of a query or path parameter that its schema rules out. */
export function ruledOutTexts(shapes: readonly Schema[]): string[] {
  const [shape] = shapes
  if (shape === undefined || takes(shapes, 'object')) return []
  if (shape.type === 'array') return ruledOutTexts([shape.items ?? {}])
  const { minimum, maximum, maxLength, type } = shape
  if (type === 'boolean') return [...INJECTED, ...BROKEN_TEXTS, '1', 'yes', 'x'.repeat(HUGE)]
  if (type === 'number' || type === 'integer') {
    const bounds = [minimum === undefined ? [] : [minimum - 1], maximum ? [maximum + 1] : []]
    return [...NO_NUMBERS, ...INJECTED, ...BROKEN_TEXTS, ...bounds.flat().map(String)]
  }
  return [
    ...['a\u0000b', 'a\u0007b'],
    ...[...INJECTED, 'x'.repeat(HUGE)].filter((text) =>
      shapes.every((option) => isMisformed(option, text)),
    ),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
  ]
}

/** Odd texts of a query parameter. */
export function oddTexts(shapes: readonly Schema[]): string[] {
  const values = shapes.flatMap((shape) =>
    oddOf(shape.type === 'array' ? (shape.items ?? {}) : shape),
  )
  return [...new Set(['', ...values.map(String), ...ODD_CURSORS])]
}

/** Texts that look like cursors: JSON in base64url, of any shape. */
const ODD_CURSORS = [
  '[]',
  '{}',
  'null',
  '[null]',
  '["a","b"]',
  '[1,2,3]',
  '["2026-13-45","x"]',
].map((text) => Buffer.from(text).toString('base64url'))

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined'
}
