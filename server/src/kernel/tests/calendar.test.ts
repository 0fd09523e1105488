import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  dateInZone,
  daysBetween,
  endOfDayInZone,
  firstDayOfMonth,
  isDate,
  isTimeZone,
  lastDayOfMonth,
  startOfDayInZone,
  timestamp,
} from '../calendar.ts'

const HOUR_MS = 3_600_000

const instants = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
})
const dates = instants.map((instant) => timestamp(instant).slice(0, 10))

describe('isDate', () => {
  it.each(['2026-01-15', '2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])(
    '%s is one',
    (text) => {
      expect(isDate(text)).toBe(true)
    },
  )

  it.each([
    '2026-02-30',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '1899-12-31',
    '3000-01-01',
    '2026-1-5',
    '20260115',
    '2026-01-15T00:00:00Z',
    ' 2026-01-15',
    '2026-01-15\n',
    '',
  ])('%j is none', (text) => {
    expect(isDate(text)).toBe(false)
  })
})

describe('steps', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-01-31', 13, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected)
  })

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-01-01', 365, '2027-01-01'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
    expect(daysBetween(date, expected)).toBe(days)
  })

  it.each([
    ['2026-02-10', '2026-02-01', '2026-02-28'],
    ['2024-02-29', '2024-02-01', '2024-02-29'],
    ['2026-12-01', '2026-12-01', '2026-12-31'],
    ['2026-04-30', '2026-04-01', '2026-04-30'],
  ])('the month of %s runs from %s to %s', (date, first, last) => {
    expect(firstDayOfMonth(date)).toBe(first)
    expect(lastDayOfMonth(date)).toBe(last)
  })

  it('days there and back again end where they began', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        const other = addDays(date, days)
        expect(isDate(other)).toBe(true)
        expect(addDays(other, -days)).toBe(date)
        expect(daysBetween(date, other)).toBe(days)
        expect(other > date).toBe(days > 0)
      }),
    )
  })
})

describe('days of a zone', () => {
  it.each([
    ['2026-01-15T22:59:59.999Z', 'Europe/Copenhagen', '2026-01-15'],
    ['2026-01-15T23:00:00.000Z', 'Europe/Copenhagen', '2026-01-16'],
    ['2026-07-15T21:59:59.999Z', 'Europe/Copenhagen', '2026-07-15'],
    ['2026-07-15T22:00:00.000Z', 'Europe/Copenhagen', '2026-07-16'],
    ['2026-01-15T23:59:59.999Z', 'UTC', '2026-01-15'],
    ['2026-01-01T04:59:59.999Z', 'America/New_York', '2025-12-31'],
    ['2026-01-01T10:00:00.000Z', 'Pacific/Kiritimati', '2026-01-02'],
    ['2026-01-15T18:14:59.999Z', 'Asia/Kathmandu', '2026-01-15'],
    ['2026-01-15T18:15:00.000Z', 'Asia/Kathmandu', '2026-01-16'],
  ])('%s in %s is %s', (instant, timeZone, expected) => {
    expect(dateInZone(new Date(instant), timeZone)).toBe(expected)
  })

  it.each([
    ['2026-01-15', 'Europe/Copenhagen', '2026-01-14T23:00:00.000Z', 24],
    ['2026-03-29', 'Europe/Copenhagen', '2026-03-28T23:00:00.000Z', 23],
    ['2026-10-25', 'Europe/Copenhagen', '2026-10-24T22:00:00.000Z', 25],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 23],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
    ['2026-01-15', 'UTC', '2026-01-15T00:00:00.000Z', 24],
  ])('%s in %s starts at %s and lasts %d hours', (date, timeZone, start, hours) => {
    expect(timestamp(startOfDayInZone(date, timeZone))).toBe(start)
    const end = endOfDayInZone(date, timeZone).getTime()
    expect(end).toBe(Date.parse(start) + hours * HOUR_MS - 1)
  })

  it('every instant lies within its day, and the days meet', () => {
    const zones = fc.constantFrom('Europe/Copenhagen', 'America/New_York', 'Asia/Tokyo', 'UTC')
    fc.assert(
      fc.property(instants, zones, (instant, timeZone) => {
        const date = dateInZone(instant, timeZone)
        expect(startOfDayInZone(date, timeZone) <= instant).toBe(true)
        expect(endOfDayInZone(date, timeZone) >= instant).toBe(true)
        const next = endOfDayInZone(date, timeZone).getTime() + 1
        expect(dateInZone(new Date(next), timeZone)).toBe(addDays(date, 1))
      }),
    )
  })

  it('refuses an unknown zone', () => {
    expect(() => dateInZone(new Date(0), 'Mars/Olympus')).toThrow(RangeError)
    expect(() => startOfDayInZone('2026-01-15', 'Mars/Olympus')).toThrow(RangeError)
  })
})

describe('isTimeZone', () => {
  it.each(['Europe/Copenhagen', 'America/Argentina/Buenos_Aires', 'UTC', 'Asia/Kolkata'])(
    '%s is one',
    (name) => {
      expect(isTimeZone(name)).toBe(true)
    },
  )

  it.each(['', 'Europe/Kopenhagen', '+01:00', '-0500', 'CEST+1', ' UTC'])('%j is none', (name) => {
    expect(isTimeZone(name)).toBe(false)
  })
})
