import { describe, expect, test } from 'vitest'
import { judge, limiting, type Usage } from '../limits.ts'

const minute = { name: 'minute', ttl: 60_000, limit: 10 }
const hour = { name: 'hour', ttl: 3_600_000, limit: 12 }
const quota = { name: 'quota', ttl: 0, limit: 3 }

function usage(now: number, granted: number, windows: [number, number, number][] = []): Usage {
  return {
    now,
    granted,
    windows: new Map(windows.map(([ttl, count, oldest]) => [ttl, { count, oldest }])),
  }
}

describe('judge', () => {
  test('the first request leaves one less, and resets a window from now', () => {
    expect(judge([minute], usage(100, 0))).toEqual({ remaining: 9, reset: 160 })
  })

  test('the worked example: ten of 0 to 45 s, refused at 50 s until second 60', () => {
    expect(judge([minute], usage(50, 10, [[60_000, 10, 0]]))).toEqual({
      remaining: 0,
      reset: 60,
      refusal: { tier: minute, retryAfter: 10 },
    })
    expect(judge([minute], usage(61, 10, [[60_000, 9, 5]]))).toEqual({ remaining: 0, reset: 65 })
  })

  test('all tiers must allow; told is the tightest, of several refusing the last to free up', () => {
    const windows: [number, number, number][] = [
      [60_000, 2, 0],
      [3_600_000, 11, 0],
    ]
    expect(judge([minute, hour], usage(50, 11, windows))).toEqual({ remaining: 0, reset: 3600 })
    const full: [number, number, number][] = [
      [60_000, 10, 0],
      [3_600_000, 12, 0],
    ]
    expect(judge([minute, hour], usage(50, 12, full)).refusal?.tier).toBe(hour)
  })

  test('a quota counts for good and is asked again tomorrow', () => {
    expect(judge([quota], usage(5, 2))).toMatchObject({ remaining: 0 })
    expect(judge([quota], usage(5, 3)).refusal).toEqual({ tier: quota, retryAfter: 86_400 })
  })

  test('a limit of 0 refuses everything, a lowered one never counts below 0', () => {
    const none = { name: 'none', ttl: 1000, limit: 0 }
    expect(judge([none], usage(5, 0)).refusal).toEqual({ tier: none, retryAfter: 1 })
    expect(judge([minute], usage(50, 30, [[60_000, 30, 0]])).remaining).toBe(0)
  })
})

test('a limit of -1 limits nothing', () => {
  expect(limiting([{ ...minute, limit: -1 }, hour])).toEqual([hour])
})
