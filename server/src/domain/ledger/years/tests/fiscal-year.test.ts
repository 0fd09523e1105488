import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../kernel/calendar.ts'
import { missingYears, yearProblem } from '../fiscal-year.ts'
import { postingRefusal } from '../period-lock.ts'

const TODAY = '2026-11-22'
const year = (startDate: string, endDate: string) => ({ startDate, endDate })
const Y2026 = year('2026-01-01', '2026-12-31')

describe('years made on demand', () => {
  test.each([
    ['in the year there is', [Y2026], '2026-05-01', 1, []],
    ['the next year', [Y2026], '2027-01-01', 1, ['2027 2027-01-01 2027-12-31']],
    [
      'two years back',
      [Y2026],
      '2024-12-31',
      1,
      ['2024 2024-01-01 2024-12-31', '2025 2025-01-01 2025-12-31'],
    ],
    ['the first year', [], '2026-11-22', 7, ['2026/2027 2026-07-01 2027-06-30']],
    ['the first year, early in it', [], '2026-02-01', 7, ['2025/2026 2025-07-01 2026-06-30']],
    [
      'another start month: a short year in between',
      [Y2026],
      '2027-07-01',
      7,
      ['2027 2027-01-01 2027-06-30', '2027/2028 2027-07-01 2028-06-30'],
    ],
    [
      'another start month, backwards',
      [Y2026],
      '2025-06-30',
      7,
      ['2024/2025 2024-07-01 2025-06-30', '2025 2025-07-01 2025-12-31'],
    ],
  ])('%s', (_, existing, date, startMonth, expected) => {
    const years = missingYears(existing, date, TODAY, startMonth)
    expect(years?.map(({ name, startDate, endDate }) => `${name} ${startDate} ${endDate}`)).toEqual(
      expected,
    )
  })

  test.each([
    ['2016-11-22', true],
    ['2016-11-21', false],
    ['2028-11-22', true],
    ['2028-11-23', false],
  ])('%s is ten years back or two ahead at most: %s', (date, isMade) => {
    expect(missingYears([Y2026], date, TODAY, 1) !== undefined).toBe(isMade)
    expect(missingYears([year('2010-01-01', '2030-12-31')], date, TODAY, 1)).toEqual([])
  })

  test('years adjoin, are at most 12 months long, begin in the start month, and one holds the date', () => {
    const day = fc.integer({ min: -3600, max: 700 }).map((days) => addDays(TODAY, days))
    const property = fc.property(day, day, fc.integer({ min: 1, max: 12 }), (from, date, month) => {
      const first = year(from, addDays(from, 364))
      const made = missingYears([first], date, TODAY, month) ?? []
      const all = [...made, first].sort((a, b) => (a.startDate < b.startDate ? -1 : 1))
      for (const [index, { endDate }] of all.entries()) {
        const next = all[index + 1]
        if (next !== undefined) expect(next.startDate).toBe(addDays(endDate, 1))
      }
      expect(all.filter((span) => span.startDate <= date && date <= span.endDate)).toHaveLength(1)
      for (const { startDate, endDate } of made) {
        expect(endDate < addDays(startDate, 366)).toBe(true)
        const begins = startDate.slice(5) === `${String(month).padStart(2, '0')}-01`
        expect(begins || startDate === addDays(first.endDate, 1)).toBe(true)
      }
    })
    fc.assert(property)
  })
})

describe('years made by hand', () => {
  const open = { ...Y2026, status: 'open' as const }
  test.each([
    ['the next year', '2027-01-01', '2027-12-31', true],
    ['18 months', '2027-01-01', '2028-06-30', true],
    ['18 months and a day', '2027-01-01', '2028-07-01', false],
    ['the year before', '2025-01-01', '2025-12-31', true],
    ['a gap', '2027-01-02', '2027-12-31', false],
    ['an overlap', '2026-12-31', '2027-12-30', false],
    ['one day', '2027-01-01', '2027-01-01', false],
    ['backwards', '2027-01-01', '2026-12-31', false],
  ])('%s', (_, startDate, endDate, isValid) => {
    expect(yearProblem([open], { startDate, endDate }) === undefined).toBe(isValid)
  })

  test('none comes before a closed year', () => {
    const closed = { ...Y2026, status: 'closed' as const }
    const problem = yearProblem([closed], year('2025-01-01', '2025-12-31'))
    expect(problem).toBe('No fiscal year can come before a closed one.')
    expect(yearProblem([closed], year('2027-01-01', '2027-12-31'))).toBeUndefined()
  })
})

describe('the lock', () => {
  const lock = { lockedThrough: '2026-03-31', closedThrough: '2025-12-31' }
  test.each([
    ['2025-12-31', 'fiscal_year_closed'],
    ['1999-01-01', 'fiscal_year_closed'],
    ['2026-01-01', 'period_locked'],
    ['2026-03-31', 'period_locked'],
  ])('%s: %s', (date, reason) => {
    const refusal = postingRefusal({ date, ...lock })
    expect(refusal).toMatchObject({
      ...{ status: 400, code: 'PERIOD_LOCKED' },
      details: { date, lockedThrough: '2026-03-31', reason },
    })
  })

  test('later days are open, and all days when nothing is locked', () => {
    expect(postingRefusal({ date: '2026-04-01', ...lock })).toBeUndefined()
    const nothing = { lockedThrough: null, closedThrough: null }
    expect(postingRefusal({ date: '1999-01-01', ...nothing })).toBeUndefined()
  })
})
