import { afterEach, describe, expect, it, vi } from 'vitest'
import { isUuid, uuidv7 } from '../id.ts'

function millisecondsOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}

describe('uuidv7', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is a UUID of version 7 with the time of its making', () => {
    const before = Date.now()
    const id = uuidv7()
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(millisecondsOf(id)).toBeGreaterThanOrEqual(before)
    expect(millisecondsOf(id)).toBeLessThanOrEqual(Date.now())
  })

  it('ascends strictly', () => {
    let last = uuidv7()
    for (let made = 0; made < 100_000; made += 1) {
      const id = uuidv7()
      if (id <= last) expect.fail(`${id} follows ${last}`)
      last = id
    }
  })

  it('ascends while the clock stands still or is set back', async () => {
    // A module of its own: the shared one would stay a minute ahead for the tests after this one.
    vi.resetModules()
    const { uuidv7 } = await import('../id.ts')
    const start = Date.now() + 60_000
    vi.useFakeTimers({ now: start })
    const ids = Array.from({ length: 10_000 }, uuidv7)
    vi.setSystemTime(start - 30_000)
    ids.push(...Array.from({ length: 10_000 }, uuidv7))
    expect([...new Set(ids)].sort()).toEqual(ids)
  })
})

describe('isUuid', () => {
  it.each([
    '01920000-0000-7000-8000-0000000000aa',
    '01920000-0000-7000-8000-0000000000AA',
    '00000000-0000-0000-0000-000000000000',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  ])('%s is one', (text) => {
    expect(isUuid(text)).toBe(true)
  })

  it.each([
    '',
    'abc',
    '01920000000070008000000000000aaa',
    '{01920000-0000-7000-8000-0000000000aa}',
    '01920000-0000-7000-8000-0000000000a',
    '01920000-0000-7000-8000-0000000000ag',
    '01920000-0000-7000-8000-0000000000aa\n',
  ])('%j is none', (text) => {
    expect(isUuid(text)).toBe(false)
  })
})
