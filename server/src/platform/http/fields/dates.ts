/** Days and instants. */
import { isDate, timestamp as timestampText } from '../../../kernel/calendar.ts'
import { type Field, type FieldJson, field, refuse } from './field.ts'
import { rules } from './rules.ts'

/** A real day `YYYY-MM-DD`; else `isDateString`. */
export function isoDate(): Field<string> {
  return field({ type: 'string', format: 'date' }, (value, problems) =>
    typeof value === 'string' && isDate(value) ? value : refuse(problems, rules.isDateString),
  )
}

const INSTANT =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i

/** The instant in UTC with milliseconds, or `undefined`; V8 alone would roll over 30 February. */
function instantText(text: string): string | undefined {
  const day = INSTANT.exec(text)?.[1]
  if (day === undefined || !isDate(day)) return undefined
  const instant = new Date(text.toUpperCase())
  return Number.isNaN(instant.getTime()) ? undefined : timestampText(instant)
}

/** An ISO 8601 instant with `Z` or an offset, as UTC with milliseconds; else `isDateString`. */
export function timestamp(): Field<string> {
  return field({ type: 'string', format: 'date-time' }, (value, problems) => {
    const instant = typeof value === 'string' ? instantText(value) : undefined
    return instant ?? refuse(problems, rules.isDateString)
  })
}

/**
 * A day, or an instant for the domain to convert to the company's day (subscriptions.md, section
 * 1): a text of 10 characters or a UTC timestamp; else `isDateString`.
 */
export function dateOrTimestamp(): Field<string> {
  const json: FieldJson = {
    oneOf: [
      { type: 'string', format: 'date' },
      { type: 'string', format: 'date-time' },
    ],
  }
  return field(json, (value, problems) => {
    if (typeof value !== 'string') return refuse(problems, rules.isDateString)
    return isDate(value) ? value : (instantText(value) ?? refuse(problems, rules.isDateString))
  })
}
