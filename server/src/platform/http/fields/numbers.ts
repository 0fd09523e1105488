/** Numbers: integers, and exact decimals as canonical text (`"1250.10"` becomes `"1250.1"`). */
import { decimalText, scaleDecimal } from '../../../kernel/decimal.ts'
import { type Field, type FieldJson, field, type Problems, refuse } from './field.ts'
import { max as maxRule, min as minRule, rules } from './rules.ts'

const INT4_MAX = 2_147_483_647

/** Range of an integer; default that of PostgreSQL's `integer`. */
export interface IntegerBounds {
  readonly min?: number
  readonly max?: number
}

/** Reads an integer within bounds; shared with the query's texts. */
export function integerReader({ min = -INT4_MAX, max = INT4_MAX }: IntegerBounds) {
  const tooSmall = minRule(min)
  const tooGreat = maxRule(max)
  return (value: unknown, problems: Problems): number | undefined => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return refuse(problems, rules.isInt)
    if (value < min) return refuse(problems, tooSmall)
    if (value > max) return refuse(problems, tooGreat)
    // -0 would be written as 0 and compared as something else.
    return value === 0 ? 0 : value
  }
}

/** JSON Schema of an integer within bounds. */
export function integerJson({ min = -INT4_MAX, max = INT4_MAX }: IntegerBounds): FieldJson {
  return { type: 'integer', minimum: min, maximum: max }
}

/** A JSON integer. Breaks `isInt`, `min`, `max`. */
export function integer(bounds: IntegerBounds = {}): Field<number> {
  return field(integerJson(bounds), integerReader(bounds))
}

/** Bounds of a decimal; `min` and `max` inclusive, as decimal text or number. */
export interface DecimalBounds {
  /** Most decimals the value may need; trailing zeros need none. */
  readonly places: number
  readonly min?: number | string
  readonly max?: number | string
  /** Whether the value must be above zero (`isPositive`). */
  readonly positive?: boolean
}

/** Digits before the point that any decimal may have; `numeric` columns hold more. */
const MAGNITUDE_MAX = '9999999999999'

/** Least and greatest value a `numeric` of that many places is given when no bound is declared. */
function magnitudeMax(places: number): string {
  return places === 0 ? MAGNITUDE_MAX : `${MAGNITUDE_MAX}.${'9'.repeat(places)}`
}

interface Bound {
  readonly scaled: bigint
  readonly rule: ReturnType<typeof minRule>
}

function bound(limit: number | string, places: number, rule: typeof minRule): Bound {
  const scaled = scaleDecimal(decimalText(limit) ?? '', places)
  if (scaled === undefined) throw new RangeError(`${limit} needs more than ${places} decimals`)
  return { scaled, rule: rule(limit) }
}

/** Reads a JSON number or decimal text; without bounds |value| stays below 10^13. */
export function decimalReader({ places, min, max, positive = false }: DecimalBounds) {
  const least = bound(min ?? `-${magnitudeMax(places)}`, places, minRule)
  const most = bound(max ?? magnitudeMax(places), places, maxRule)
  return (value: unknown, problems: Problems): string | undefined => {
    if (typeof value !== 'number' && typeof value !== 'string') {
      return refuse(problems, rules.isNumber)
    }
    const text = decimalText(typeof value === 'string' ? value.trim() : value)
    if (text === undefined) return refuse(problems, rules.isNumber)
    const scaled = scaleDecimal(text, places)
    if (scaled === undefined) refuse(problems, rules.isDecimal)
    // More decimals than allowed do not hide that the value is out of range: whole units decide.
    const compared = scaled ?? scaledDown(text, places)
    if (positive && text.startsWith('-')) return refuse(problems, rules.isPositive)
    if (positive && text === '0') return refuse(problems, rules.isPositive)
    if (compared < least.scaled) return refuse(problems, least.rule)
    if (compared > most.scaled) return refuse(problems, most.rule)
    return text
  }
}

/** The value times 10^places, its further decimals cut off. */
function scaledDown(text: string, places: number): bigint {
  const point = text.indexOf('.')
  return scaleDecimal(text.slice(0, point + 1 + places).replace(/\.$/, ''), places) ?? 0n
}

function decimalJson({ places, min, max, positive }: DecimalBounds): FieldJson {
  const fraction = places === 0 ? '' : `(\\.\\d{1,${places}}0*)?`
  const minimum = min === undefined ? {} : { minimum: Number(min) }
  const maximum = max === undefined ? {} : { maximum: Number(max) }
  const above = positive ? { exclusiveMinimum: 0 } : minimum
  return {
    oneOf: [
      { type: 'number', ...above, ...maximum },
      { type: 'string', pattern: `^[+-]?\\d+${fraction}$`, maxLength: 40 },
    ],
  }
}

/**
 * An exact decimal from a JSON number or decimal text, as canonical text. Breaks `isNumber` (no
 * number), `isDecimal` (too many decimals), `isPositive`, `min`, `max`.
 */
export function decimal(bounds: DecimalBounds): Field<string> {
  return field(decimalJson(bounds), decimalReader(bounds))
}

/** Most decimals any currency has; how many the currency at hand has is the domain's to check. */
const MONEY_PLACES = 4

/**
 * An amount of money |amount| < 10^13, as canonical decimal text: 0 or more unless said otherwise.
 */
export function money(options: { signed?: boolean; positive?: boolean } = {}): Field<string> {
  const { signed = false, positive = false } = options
  const least = signed || positive ? {} : { min: 0 }
  return decimal({ places: MONEY_PLACES, positive, ...least })
}
