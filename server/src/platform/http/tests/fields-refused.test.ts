import { expect, test } from 'vitest'
import type { z } from 'zod'
import * as f from '../fields.ts'
import { outcome } from './outcome.ts'

const ID = '0197a943-2325-7829-b835-b6c71a2930aa'
const CONTROL = 'x must match /^[^\\u0000-\\u001F\\u007F]*$/ regular expression'
const LINES = 'x must match /^[^\\u0000-\\u0008\\u000B-\\u001F\\u007F]*$/ regular expression'
const NOT_EMPTY = { isNotEmpty: 'x should not be empty' }
const DATE = { isDateString: 'x must be a valid ISO 8601 date string' }
const NUMBER = { isNumber: 'x must be a number conforming to the specified constraints' }
const DECIMAL = { isDecimal: 'x is not a valid decimal number.' }
const POSITIVE = { isPositive: 'x must be a positive number' }
const INT = { isInt: 'x must be an integer number' }
const EMAIL = { isEmail: 'x must be an email' }
const URL_RULE = { isUrl: 'x must be a URL address' }
const IP = { isIP: 'x must be an ip address' }

const short = f.text({ max: 5, min: 2 })
const five = f.text({ max: 5 })
const entry = f.choice(['JOURNAL_ENTRY', 'PAYMENT'], { case: 'insensitive' })

const refused: [name: string, schema: z.ZodType, value: unknown, constraints: object][] = [
  ['text: absent', five, undefined, NOT_EMPTY],
  ['text: null', five, null, NOT_EMPTY],
  ['text: empty', five, '', NOT_EMPTY],
  ['text: white space', five, ' \t\u00a0\n', NOT_EMPTY],
  ['text: number', five, 5, { isString: 'x must be a string' }],
  ['text: object', five, { a: 1 }, { isString: 'x must be a string' }],
  ['text: NUL', five, 'a\u0000b', { matches: CONTROL }],
  ['text: line break', five, 'a\nb', { matches: CONTROL }],
  ['text: DEL', five, 'a\u007fb', { matches: CONTROL }],
  ['text: lone high surrogate', five, 'a\ud800', { matches: CONTROL }],
  ['text: lone low surrogate', five, '\udc00a', { matches: CONTROL }],
  [
    'text: too long',
    five,
    'abcdef',
    { maxLength: 'x must be shorter than or equal to 5 characters' },
  ],
  [
    'text: huge',
    five,
    'e\u0301'.repeat(1_000_000),
    { maxLength: 'x must be shorter than or equal to 5 characters' },
  ],
  ['text: too short', short, 'a', { minLength: 'x must be longer than or equal to 2 characters' }],
  [
    'text: one astral character is one',
    short,
    '🐝',
    { minLength: 'x must be longer than or equal to 2 characters' },
  ],
  ['multiline: NUL', f.multiline({ max: 9 }), 'a\u0000', { matches: LINES }],
  ['multiline: escape', f.multiline({ max: 9 }), 'a\u001bb', { matches: LINES }],
  ['number text: fraction', f.numberText(), 1.5, { isString: 'x must be a string' }],
  [
    'color',
    f.color(),
    '#12345',
    { matches: 'x must match /^#[0-9A-Fa-f]{6}$/ regular expression' },
  ],
  ['uuid: text', f.uuid(), 'abc', { isUUID: 'x must be a UUID' }],
  ['uuid: number', f.uuid(), 1, { isUUID: 'x must be a UUID' }],
  ['uuid: absent', f.uuid(), undefined, NOT_EMPTY],
  ['date: no such day', f.isoDate(), '2026-02-30', DATE],
  ['date: instant', f.isoDate(), '2026-02-28T00:00:00Z', DATE],
  ['date: number', f.isoDate(), 20260228, DATE],
  ['timestamp: day', f.timestamp(), '2026-02-28', DATE],
  ['timestamp: no offset', f.timestamp(), '2026-02-28T10:00:00', DATE],
  ['timestamp: rolled over', f.timestamp(), '2026-02-30T10:00:00Z', DATE],
  ['timestamp: hour 24', f.timestamp(), '2026-02-28T24:00:00Z', DATE],
  ['timestamp: offset', f.timestamp(), '2026-02-28T10:00:00+99:00', DATE],
  ['day or instant', f.dateOrTimestamp(), 'tomorrow', DATE],
  ['integer: text', f.integer(), '5', INT],
  ['integer: fraction', f.integer(), 1.5, INT],
  ['integer: infinite', f.integer(), Number.POSITIVE_INFINITY, INT],
  ['integer: min', f.integer({ min: 1 }), 0, { min: 'x must not be less than 1' }],
  ['integer: max', f.integer({ max: 9 }), 10, { max: 'x must not be greater than 9' }],
  ['integer: int4', f.integer(), 3e9, { max: 'x must not be greater than 2147483647' }],
  ['decimal: junk', f.decimal({ places: 2 }), 'ten', NUMBER],
  ['decimal: NaN', f.decimal({ places: 2 }), 'NaN', NUMBER],
  ['decimal: Infinity', f.decimal({ places: 2 }), Number.POSITIVE_INFINITY, NUMBER],
  ['decimal: exponent text', f.decimal({ places: 2 }), '1e5', NUMBER],
  ['decimal: hex', f.decimal({ places: 2 }), '0x10', NUMBER],
  ['decimal: comma', f.decimal({ places: 2 }), '1,5', NUMBER],
  ['decimal: boolean', f.decimal({ places: 2 }), true, NUMBER],
  ['decimal: array', f.decimal({ places: 2 }), ['1'], NUMBER],
  ['decimal: many digits', f.decimal({ places: 2 }), '9'.repeat(1_000_000), NUMBER],
  ['decimal: decimals', f.decimal({ places: 2 }), '1.005', DECIMAL],
  ['decimal: 1e-7', f.decimal({ places: 6 }), 1e-7, DECIMAL],
  ['decimal: decimals and max', f.decimal({ places: 2, max: 100 }), '100.005', { ...DECIMAL }],
  [
    'decimal: decimals and far beyond',
    f.decimal({ places: 2, max: 100 }),
    '250.005',
    { ...DECIMAL, max: 'x must not be greater than 100' },
  ],
  ['decimal: positive zero', f.decimal({ places: 2, positive: true }), 0, POSITIVE],
  ['decimal: positive -1', f.decimal({ places: 2, positive: true }), '-1', POSITIVE],
  [
    'decimal: positive and decimals',
    f.decimal({ places: 2, positive: true }),
    -1.005,
    { ...DECIMAL, ...POSITIVE },
  ],
  ['money: negative', f.money(), -1, { min: 'x must not be less than 0' }],
  ['money: zero', f.money({ positive: true }), '0.00', POSITIVE],
  ['money: 5 decimals', f.money(), '0.00001', DECIMAL],
  ['money: 10^13', f.money(), 1e13, { max: 'x must not be greater than 9999999999999.9999' }],
  [
    'money: -10^13',
    f.money({ signed: true }),
    '-10000000000000',
    { min: 'x must not be less than -9999999999999.9999' },
  ],
  ['boolean', f.boolean(), 'true', { isBoolean: 'x must be a boolean value' }],
  [
    'choice',
    f.choice(['a', 'b', 'c']),
    'A',
    { isEnum: 'x must be one of the following values: a, b, c' },
  ],
  [
    'choice: prototype key',
    entry,
    'constructor',
    { isEnum: 'x must be one of the following values: JOURNAL_ENTRY, PAYMENT' },
  ],
  [
    'currency',
    f.currency(),
    'XXX',
    { isISO4217CurrencyCode: 'x must be a valid ISO4217 currency code' },
  ],
  ['country', f.country(), 'UK', { isISO31661Alpha2: 'x must be a valid ISO31661 Alpha2 code' }],
  ['country: number', f.country(), 45, { isISO31661Alpha2: expect.any(String) }],
  ['email: none', f.email(), 'someone', EMAIL],
  ['email: no domain', f.email(), 'a@localhost', EMAIL],
  ['email: two dots', f.email(), 'a..b@example.com', EMAIL],
  ['email: header injection', f.email(), 'a@example.com\r\nBcc: b@example.com', EMAIL],
  ['email: name', f.email(), 'Ann <a@example.com>', EMAIL],
  ['email: hyphen label', f.email(), 'a@-example.com', EMAIL],
  [
    'email: too long',
    f.email(),
    `a@${'b'.repeat(250)}.com`,
    { ...EMAIL, maxLength: 'x must be shorter than or equal to 254 characters' },
  ],
  ['url: http', f.url(), 'http://example.com/x', URL_RULE],
  ['url: user info', f.url(), 'https://a:b@example.com', URL_RULE],
  ['url: fragment', f.url({ noFragment: true }), 'https://example.com/#a', URL_RULE],
  ['url: script', f.url({ schemes: ['https', 'http'] }), 'javascript:alert(1)', URL_RULE],
  ['url: no scheme', f.url(), 'example.com', URL_RULE],
  ['url: no host', f.url(), 'https://', URL_RULE],
  ['url: word', f.url({ schemeOptional: true }), 'website', URL_RULE],
  ['url: inner line break', f.url(), 'https://example\n.com', URL_RULE],
  ['url: number', f.url(), 5, URL_RULE],
  ['ip: word', f.ipOrCidr(), 'localhost', IP],
  ['ip: octet', f.ipOrCidr(), '256.1.1.1', IP],
  ['ip: prefix', f.ipOrCidr(), '10.0.0.0/33', IP],
  ['ip: two prefixes', f.ipOrCidr(), '10.0.0.0/8/8', IP],
  ['ip: zone', f.ipOrCidr(), 'fe80::1%eth0', IP],
  ['list: absent', f.list(f.uuid(), { max: 2 }), undefined, NOT_EMPTY],
  ['list: object', f.list(f.uuid(), { max: 2 }), { 0: ID }, { isArray: 'x must be an array' }],
  [
    'list: too few',
    f.list(f.uuid(), { min: 1, max: 2 }),
    [],
    { arrayMinSize: 'x must contain at least 1 elements' },
  ],
  [
    'list: too many and wrong',
    f.list(f.uuid(), { max: 2 }),
    ['a', 'b', ID],
    {
      arrayMaxSize: 'x must contain no more than 2 elements',
      isUUID: 'each value in x must be a UUID',
    },
  ],
  [
    'list: twice',
    f.list(f.uuid(), { max: 3, unique: true }),
    [ID, ID.toUpperCase()],
    { arrayUnique: "All x's elements must be unique" },
  ],
  [
    'list: null element',
    f.list(f.uuid(), { max: 3, unique: true }),
    [ID, null, 'a', 'b'],
    {
      arrayMaxSize: 'x must contain no more than 3 elements',
      isNotEmpty: 'each value in x should not be empty',
      isUUID: 'each value in x must be a UUID',
    },
  ],
  ['metadata: array', f.metadata(), [], { isObject: 'x must be an object' }],
  ['metadata: nested', f.metadata(), { a: {} }, { isString: 'each value in x must be a string' }],
  ['metadata: null value', f.metadata(), { a: null }, { isString: expect.any(String) }],
  [
    'metadata: keys',
    f.metadata(),
    Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, i])),
    { arrayMaxSize: 'x must contain no more than 50 elements' },
  ],
  [
    'metadata: long key',
    f.metadata(),
    { ['k'.repeat(41)]: 1 },
    { maxLength: 'each key in x must be shorter than or equal to 40 characters' },
  ],
  [
    'metadata: long value',
    f.metadata(),
    { a: 'v'.repeat(501) },
    { maxLength: 'each value in x must be shorter than or equal to 500 characters' },
  ],
  [
    'metadata: NUL',
    f.metadata(),
    { a: '\u0000' },
    { matches: expect.stringMatching(/^each value/) },
  ],
  [
    'metadata: NUL key',
    f.metadata(),
    { '\u0000': 1 },
    { matches: expect.stringMatching(/^each key/) },
  ],
  [
    'metadata: prototype',
    f.metadata(),
    JSON.parse('{"__proto__":1}'),
    { matches: expect.stringMatching(/^each key/) },
  ],
  ['query integer', f.queryInteger(), '1.5', INT],
  ['query integer: junk', f.queryInteger(), 'NaN', INT],
  ['query integer: repeated', f.queryInteger(), ['1', '2'], INT],
  ['query boolean', f.queryBoolean(), 'yes', { isBoolean: 'x must be a boolean value' }],
  ['query decimal', f.queryDecimal({ places: 2 }), 'Infinity', NUMBER],
  ['query metadata: plain', f.queryMetadata(), 'a', { isObject: 'x must be an object' }],
  [
    'query metadata: 11 pairs',
    f.queryMetadata(),
    Array.from({ length: 11 }, (_, i) => [`k${i}`, 'v']),
    { arrayMaxSize: 'x must contain no more than 10 elements' },
  ],
  ['optional still checks', f.optional(f.uuid()), 'a', { isUUID: 'x must be a UUID' }],
  ['default still checks', f.withDefault(f.integer(), 1), 'a', INT],
]

test.each(refused)('%s is refused with its sentence', (_name, schema, value, constraints) => {
  expect(outcome(schema, value)).toEqual({ x: constraints })
})
