import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, JSON_DEPTH_MAX } from '../canonical.ts'

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

function keysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysReversed)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, member]) => [key, keysReversed(member)] as const)
  return Object.fromEntries(members.reverse())
}

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ 10: 'ten', 9: 'nine', a: {} }, '{"10":"ten","9":"nine","a":{}}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [JSON.parse('{"__proto__":{"z":1,"a":2}}'), '{"__proto__":{"a":2,"z":1}}'],
    ['æ"\n', '"æ\\"\\n"'],
    [-0, '0'],
    [1e21, '1e+21'],
    [null, 'null'],
    [[], '[]'],
  ])('writes %j', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected)
  })

  it.each([
    ['undefined', undefined],
    ['undefined in an array', [undefined]],
    ['a hole in an array', Array(1)],
    ['NaN', Number.NaN],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
  ])('refuses %s, which is no JSON', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })

  it('is one text whatever the order of the keys, and means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(keysReversed(value))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('bounds the depth', () => {
    expect(canonicalJson(nested(JSON_DEPTH_MAX))).toBe(JSON.stringify(nested(JSON_DEPTH_MAX)))
    expect(() => canonicalJson(nested(JSON_DEPTH_MAX + 1))).toThrow(RangeError)
    expect(() => canonicalJson(nested(100_000))).toThrow(RangeError)
    const circular: Record<string, unknown> = {}
    circular.self = circular
    expect(() => canonicalJson(circular)).toThrow(RangeError)
  })
})
