import { expect, test } from 'vitest'
import { uuidv7 } from '../../../../kernel/id.ts'
import { entryIdAfter } from '../entry-id.ts'

test('an id is greater than the last one, also when another node was ahead of time', () => {
  const next = entryIdAfter('0fff0000-0000-7fff-8fff-0ffffffffffe')
  expect(next).toBe('0fff0000-0000-7fff-8fff-0fffffffffff')
  expect(entryIdAfter(next)).toBe('0fff0000-0000-7fff-8fff-100000000000')
  const now = uuidv7()
  expect(entryIdAfter(now) > now).toBe(true)
})
