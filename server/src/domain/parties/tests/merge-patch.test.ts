import { expect, test } from 'vitest'
import { merged, mergedMetadata } from '../merge-patch.ts'

test.each([
  [
    { tier: 'gold', n: 1 },
    { n: null, x: true },
    { tier: 'gold', x: true },
  ],
  [{ a: 1 }, undefined, { a: 1 }],
  [{ a: 1 }, null, {}],
  [{ a: 1 }, {}, { a: 1 }],
  [{}, { a: null }, {}],
])('metadata %j with %j is %j', (current, patch, expected) => {
  expect(mergedMetadata(current, patch)).toEqual(expected)
})

test('merged metadata has at most 50 keys', () => {
  const keys = (from: number) =>
    Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${from + index}`, 1]))
  expect(() => mergedMetadata(keys(0), keys(30))).toThrow('Bad Request Exception')
  expect(Object.keys(mergedMetadata(keys(0), keys(20)))).toHaveLength(50)
})

test('a patch sets, clears and leaves alone', () => {
  expect(merged({ a: 1, b: 2, c: 3 }, { a: null, b: undefined })).toEqual({ a: null, b: 2, c: 3 })
})
