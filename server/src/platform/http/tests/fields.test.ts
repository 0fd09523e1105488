import { expect, test } from 'vitest'
import type { z } from 'zod'
import { ValidationFailed } from '../../../kernel/errors.ts'
import * as f from '../fields.ts'
import { parseRequest } from '../validation.ts'
import { outcome } from './outcome.ts'

const ID = '0197a943-2325-7829-b835-b6c71a2930aa'

const five = f.text({ max: 5 })
const entry = f.choice(['JOURNAL_ENTRY', 'PAYMENT'], { case: 'insensitive' })

const taken: [name: string, schema: z.ZodType, value: unknown, result: unknown][] = [
  ['text is trimmed', five, '  abc ', 'abc'],
  ['text is NFC', five, 'e\u0301e\u0301e\u0301e\u0301e\u0301', 'ééééé'],
  ['text counts code points', five, '🐝🐝🐝🐝🐝', '🐝🐝🐝🐝🐝'],
  ['multiline keeps lines', f.multiline({ max: 9 }), 'a\tb\r\nc', 'a\tb\nc'],
  ['number text of a number', f.numberText(), 42, '42'],
  ['number text keeps zeros', f.numberText(), ' 007 ', '007'],
  ['color', f.color(), '#aAbB09', '#aAbB09'],
  ['uuid in lower case', f.uuid(), ID.toUpperCase(), ID],
  ['leap day', f.isoDate(), '2028-02-29', '2028-02-29'],
  ['timestamp to UTC', f.timestamp(), '2026-06-01T12:00:00+02:00', '2026-06-01T10:00:00.000Z'],
  ['timestamp with ms', f.timestamp(), '2026-06-01t12:00:00.5z', '2026-06-01T12:00:00.500Z'],
  ['day', f.dateOrTimestamp(), '2026-06-01', '2026-06-01'],
  ['instant', f.dateOrTimestamp(), '2026-06-01T12:00Z', '2026-06-01T12:00:00.000Z'],
  ['negative zero', f.integer(), -0, 0],
  ['decimal number', f.decimal({ places: 2 }), 1250.1, '1250.1'],
  ['decimal text', f.decimal({ places: 2 }), ' 001250.100 ', '1250.1'],
  ['decimal 1e-6', f.decimal({ places: 6 }), 1e-6, '0.000001'],
  ['no decimals', f.decimal({ places: 0 }), '5.0', '5'],
  ['money just below 10^13', f.money(), '9999999999999.99', '9999999999999.99'],
  ['signed money', f.money({ signed: true }), -0.01, '-0.01'],
  ['choice in any case', entry, ' journal_entry', 'JOURNAL_ENTRY'],
  ['currency', f.currency(), ' dkk', 'DKK'],
  ['country', f.country(), 'dk', 'DK'],
  ['email', f.email(), ' first.last+tag@sub.example.dk ', 'first.last+tag@sub.example.dk'],
  ['international email', f.email(), 'søren@købmand.dk', 'søren@købmand.dk'],
  ['url as written', f.url(), 'https://Example.com/a?b=c', 'https://Example.com/a?b=c'],
  ['website', f.url({ schemeOptional: true }), 'example.com', 'example.com'],
  ['loopback', f.url({ loopbackHttp: true }), 'http://127.0.0.1:80/', 'http://127.0.0.1:80/'],
  ['ip', f.ipOrCidr(), '2001:db8::/32', '2001:db8::/32'],
  ['empty list', f.list(f.uuid(), { max: 2 }), [], []],
  ['list', f.list(five, { max: 2, unique: true }), ['a ', 'b'], ['a', 'b']],
  ['metadata', f.metadata(), { a: ' x ', b: 1, c: false }, { a: 'x', b: 1, c: false }],
  ['metadata patch', f.metadataPatch(), { a: null }, { a: null }],
  ['optional absent', f.optional(f.uuid()), undefined, undefined],
  ['optional null', f.optional(f.uuid()), null, null],
  ['optional blank', f.optional(f.uuid()), '  ', null],
  ['default absent', f.withDefault(f.integer(), 7), undefined, 7],
  ['default null', f.withDefault(f.boolean(), true), null, true],
  ['query integer', f.queryInteger(), '42', 42],
  ['query boolean', f.queryBoolean(), 'false', false],
  ['query decimal', f.queryDecimal({ places: 2 }), '10.50', '10.5'],
  ['query list of one', f.queryList(f.choice(['a', 'b']), { max: 2 }), 'a', ['a']],
  ['query list', f.queryList(f.choice(['a', 'b']), { max: 2 }), ['a', 'b'], ['a', 'b']],
]

test.each(taken)('%s is taken', (_name, schema, value, result) => {
  expect(outcome(schema, value)).toEqual({ value: result })
})

test('an absent optional leaves no key, so that a patch tells it from null', () => {
  const body = f.object({ a: f.optional(f.text({ max: 5 })), b: f.optional(f.text({ max: 5 })) })
  const parsed = parseRequest({ body }, { params: {}, query: {}, body: { b: null } })
  expect(Object.keys(parsed.body)).toEqual(['b'])
})

test('a patch leaves out what is absent, defaults too, and refuses null where required', () => {
  const body = f.patch({ name: f.text({ max: 5 }), isActive: f.withDefault(f.boolean(), true) })
  expect(parseRequest({ body }, { params: {}, query: {}, body: {} }).body).toEqual({})
  const clear = () => parseRequest({ body }, { params: {}, query: {}, body: { name: null } })
  expect(clear).toThrow(ValidationFailed)
})

test('pagination has the contract defaults and bounds', () => {
  const query = f.object(f.pagination({ sortBy: ['postedAt', 'date'], default: 'postedAt' }))
  const parse = (given: object) => parseRequest({ query }, { params: {}, query: given, body: {} })
  expect(parse({}).query).toEqual({ page: 1, limit: 25, sortBy: 'postedAt', sortOrder: 'desc' })
  const bad = { page: '0', limit: '101', sortBy: 'x', sortOrder: 'up' }
  expect(() => parse(bad)).toThrow(
    expect.objectContaining({
      fields: [
        { property: 'page', constraints: { min: 'page must not be less than 1' } },
        { property: 'limit', constraints: { max: 'limit must not be greater than 100' } },
        {
          property: 'sortBy',
          constraints: { isEnum: 'sortBy must be one of the following values: postedAt, date' },
        },
        {
          property: 'sortOrder',
          constraints: { isEnum: 'sortOrder must be one of the following values: asc, desc' },
        },
      ],
    }),
  )
})
