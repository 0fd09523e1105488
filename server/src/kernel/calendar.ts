/**
 * Calendar dates as `YYYY-MM-DD` text, which sorts and compares as it stands, and the days of a
 * time zone. Steps of days are plain UTC arithmetic, several times faster than Temporal and as
 * exact; months and zones, where the rules are, are Temporal's.
 */
import { Temporal } from 'temporal-polyfill'

const DAY_MS = 86_400_000

const DATE = /^(19|2\d)\d\d-\d\d-\d\d$/

/** Whether `text` is a real day `YYYY-MM-DD` of the years 1900 to 2999 (`2026-02-30` is not). */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  // V8 rolls 30 February over to March instead of refusing it.
  return !Number.isNaN(midnight.getTime()) && timestamp(midnight).startsWith(text)
}

/** The date `days` later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return timestamp(new Date(Date.parse(date) + days * DAY_MS)).slice(0, 10)
}

/**
 * The date `months` later (earlier when negative), clamped to the month's last day: 31 January plus
 * 1 is 28 or 29 February. Repeated steps lose the anchor; always add to the first date.
 */
export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString()
}

/** The first day of the date's month. */
export function firstDayOfMonth(date: string): string {
  return `${date.slice(0, 8)}01`
}

/** The last day of the date's month. */
export function lastDayOfMonth(date: string): string {
  return `${date.slice(0, 8)}${Temporal.PlainDate.from(date).daysInMonth}`
}

/** Days from `from` to `to`: 1 from one day to the next, negative when `to` is the earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}

/** Whether `name` is an IANA time zone this machine knows; offsets such as `+01:00` are none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

// A formatter takes a hundred times as long to make as to use, and there are only as many as zones.
const formatters = new Map<string, Intl.DateTimeFormat>()

function zoneFormatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formatters.set(timeZone, formatter)
  return formatter
}

/**
 * The date in a zone at an instant.
 * @throws RangeError when there is no such zone, or no such instant
 */
export function dateInZone(instant: Date, timeZone: string): string {
  const [month, day, year] = zoneFormatter(timeZone).format(instant).split('/')
  return `${year}-${month}-${day}`
}

/**
 * The first instant of a day in a zone; where the clocks skip midnight, the instant they skip to.
 * @throws RangeError when there is no such zone or day
 */
export function startOfDayInZone(date: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds)
}

/**
 * The last millisecond of a day in a zone.
 * @throws RangeError when there is no such zone or day
 */
export function endOfDayInZone(date: string, timeZone: string): Date {
  return new Date(startOfDayInZone(addDays(date, 1), timeZone).getTime() - 1)
}

/** ISO 8601 in UTC with milliseconds: `2026-01-15T09:30:00.000Z`. */
export function timestamp(instant: Date): string {
  return instant.toISOString()
}
