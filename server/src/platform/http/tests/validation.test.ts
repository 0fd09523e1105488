import { expect, test } from 'vitest'
import { z } from 'zod'
import { type FieldError, ValidationFailed } from '../../../kernel/errors.ts'
import * as f from '../fields.ts'
import { parseQuery } from '../query-string.ts'
import { failure, invalid, parseRequest, type RequestSchemas } from '../validation.ts'

const ID = '0197a943-2325-7829-b835-b6c71a2930aa'

interface Raw {
  params?: unknown
  search?: string
  body?: unknown
}

function parse(schemas: RequestSchemas, { params = {}, search = '', body }: Raw) {
  return parseRequest(schemas, { params, query: parseQuery(search), body })
}

function failures(schemas: RequestSchemas, raw: Raw): readonly FieldError[] {
  try {
    parse(schemas, raw)
  } catch (error) {
    if (error instanceof ValidationFailed) return error.fields
    throw error
  }
  return []
}

const unknown = (property: string, name = property) => ({
  property,
  constraints: { whitelistValidation: `property ${name} should not exist` },
})

const webhook = f.object({
  url: f.url(),
  enabledEvents: f.list(f.text({ max: 100 }), { min: 1, max: 50 }),
})

const line = f.object({
  accountId: f.uuid(),
  debit: f.optional(f.money({ positive: true })),
  tagIds: f.optional(f.list(f.uuid(), { max: 20 })),
})
const entry = f.object({ date: f.isoDate(), lines: f.list(line, { min: 1, max: 3 }) })

test('platform.md example 9', () => {
  const body = { url: 'http://example.com/x', enabledEvents: [], colour: 'red' }
  expect(failures({ body: webhook }, { body })).toEqual([
    { property: 'url', constraints: { isUrl: 'url must be a URL address' } },
    {
      property: 'enabledEvents',
      constraints: { arrayMinSize: 'enabledEvents must contain at least 1 elements' },
    },
    unknown('colour'),
  ])
})

test('path, query and body report all their failing fields together', () => {
  const schemas = {
    params: f.object({ id: f.uuid() }),
    query: f.object({ limit: f.optional(f.queryInteger({ min: 1, max: 100 })) }),
    body: entry,
  }
  const body = {
    date: '2026-13-01',
    lines: [{ accountId: 'x', foo: 1 }, 5, { debit: 0, tagIds: ['a', 'b', null] }],
  }
  const raw = { params: { id: '7' }, search: '?limit=0&foo=1&x-api-key=secret', body }
  expect(failures(schemas, raw)).toEqual([
    { property: 'id', constraints: { isUUID: 'id must be a UUID' } },
    { property: 'limit', constraints: { min: 'limit must not be less than 1' } },
    unknown('foo'),
    { property: 'date', constraints: { isDateString: expect.any(String) } },
    { property: 'lines.0.accountId', constraints: { isUUID: 'accountId must be a UUID' } },
    unknown('lines.0.foo', 'foo'),
    { property: 'lines.1', constraints: { isObject: '1 must be an object' } },
    {
      property: 'lines.2.accountId',
      constraints: { isNotEmpty: 'accountId should not be empty' },
    },
    { property: 'lines.2.debit', constraints: { isPositive: 'debit must be a positive number' } },
    {
      property: 'lines.2.tagIds',
      constraints: {
        isUUID: 'each value in tagIds must be a UUID',
        isNotEmpty: 'each value in tagIds should not be empty',
      },
    },
  ])
})

test('the same property of path and body is one entry', () => {
  const schemas = { params: f.object({ id: f.uuid() }), body: f.object({}) }
  expect(failures(schemas, { params: { id: '7' }, body: { id: 1 } })).toEqual([
    {
      property: 'id',
      constraints: {
        isUUID: 'id must be a UUID',
        whitelistValidation: 'property id should not exist',
      },
    },
  ])
})

test('an absent body counts as an empty one', () => {
  expect(failures({ body: entry }, {}).map((field) => field.property)).toEqual(['date', 'lines'])
  expect(parse({}, {})).toEqual({ params: undefined, query: undefined, body: undefined })
})

test.each([[[]], ['text'], [5], [true], [null]])('the body %j is no object', (body) => {
  const expected = [{ property: 'body', constraints: { isObject: 'body must be an object' } }]
  expect(failures({ body: entry }, { body })).toEqual(expected)
  expect(failures({}, { body })).toEqual(expected)
})

test('without schemas nothing is taken, save the API key', () => {
  expect(failures({}, { search: 'page=1&x-api-key=k', body: { a: 1 } })).toEqual([
    unknown('page'),
    unknown('a'),
  ])
})

test('prototype keys are unknown fields and pollute nothing', () => {
  const body = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":1}}}')
  expect(failures({}, { body, search: '__proto__[admin]=1&toString=1' })).toEqual([
    unknown('__proto__'),
    unknown('toString'),
    unknown('constructor'),
  ])
  const nested = JSON.parse(`{"date":"2026-01-01","lines":[{"accountId":"${ID}","__proto__":1}]}`)
  expect(failures({ body: entry }, { body: nested })).toEqual([
    unknown('lines.0.__proto__', '__proto__'),
  ])
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
})

test('an inherited property is not a given field', () => {
  expect(failures({ body: f.object({ toString: f.text({ max: 5 }) }) }, { body: {} })).toHaveLength(
    1,
  )
})

test('deep nesting and many elements are refused without descending', () => {
  let deep: unknown = 1
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep]
  const many = Array.from({ length: 200_000 }, () => ({}))
  expect(failures({ body: entry }, { body: { date: deep, lines: deep } })).toHaveLength(2)
  const properties = failures({ body: entry }, { body: { date: '2026-01-01', lines: many } })
  expect(properties.map((field) => field.property)).toEqual([
    'lines',
    'lines.0.accountId',
    'lines.1.accountId',
    'lines.2.accountId',
  ])
})

test('the number of fields told is bounded', () => {
  const body = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1]))
  expect(failures({}, { body })).toHaveLength(10_000)
})

test('names with replacement patterns are told as they are', () => {
  expect(failures({}, { body: { '$&': 1, "$'": 1 } })).toEqual([unknown('$&'), unknown("$'")])
})

test('rules of a whole object carry their rule as params', () => {
  const body = f
    .object({ from: f.isoDate(), to: f.isoDate() })
    .refine(({ from, to }) => from <= to, { path: ['to'], params: { rule: f.min('from') } })
  expect(failures({ body }, { body: { from: '2026-02-01', to: '2026-01-01' } })).toEqual([
    { property: 'to', constraints: { min: 'to must not be less than from' } },
  ])
})

test('nested objects and unions by discriminator speak the same sentences', () => {
  const body = f.object({
    address: f.object({ city: f.text({ max: 9 }) }),
    item: z.discriminatedUnion('kind', [
      f.object({ kind: z.literal('a'), name: f.text({ max: 9 }) }),
      f.object({ kind: z.literal('b') }),
    ]),
  })
  expect(failures({ body }, { body: { item: { kind: 'c' } } })).toEqual([
    { property: 'address', constraints: { isNotEmpty: 'address should not be empty' } },
    {
      property: 'item.kind',
      constraints: { isEnum: 'kind must be one of the following values: a, b' },
    },
  ])
  const parts = { address: 5, item: { kind: 'a', name: 1 } }
  expect(failures({ body }, { body: parts })).toEqual([
    { property: 'address', constraints: { isObject: 'address must be an object' } },
    { property: 'item.name', constraints: { isString: 'name must be a string' } },
  ])
})

test('a check that has no rule is a mistake of ours, not a sentence', () => {
  const body = f.object({ a: z.string().max(1) })
  expect(() => parse({ body }, { body: { a: 'long' } })).toThrow(TypeError)
})

test('domains report what they find later in the same form', () => {
  expect(invalid('lines.0.debit', f.rules.isDecimal).fields).toEqual([
    {
      property: 'lines.0.debit',
      constraints: { isDecimal: 'debit is not a valid decimal number.' },
    },
  ])
  expect(failure('vatNumber', f.matches(/^\d{8}$/)).constraints).toEqual({
    matches: 'vatNumber must match /^\\d{8}$/ regular expression',
  })
})

test.each([
  ['', {}],
  ['?a=1&b=x%20y+z', { a: '1', b: 'x y z' }],
  ['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
  ['a[]=1', { a: '1' }],
  [
    'metadata[a]=1&metadata[b]=2&metadata[a]=3',
    {
      metadata: [
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ],
    },
  ],
  ['metadata=x&metadata[a]=1', { metadata: ['x', ['a', '1']] }],
  ['metadata%5B__proto__%5D=1', { metadata: [['__proto__', '1']] }],
  ['a[b][c]=1', { 'a[b][c]': '1' }],
  ['=1&%', { '': '1', '%': '' }],
])('the query %j is read', (search, expected) => {
  expect({ ...parseQuery(search) }).toEqual(expected)
})
