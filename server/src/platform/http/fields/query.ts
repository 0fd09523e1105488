/** Fields of a query string, where every value is text (see `parseQuery`). */
import type { z } from 'zod'
import type { QueryPair } from '../query-string.ts'
import { choice } from './codes.ts'
import { type Field, field, refuse } from './field.ts'
import { type List, type ListBounds, list } from './list.ts'
import {
  type DecimalBounds,
  decimalReader,
  type IntegerBounds,
  integerJson,
  integerReader,
} from './numbers.ts'
import { optional, withDefault } from './presence.ts'
import { arrayMaxSize, rules } from './rules.ts'
import { text } from './text.ts'

const INTEGER = /^[+-]?\d{1,15}$/

/** An integer as text. Breaks `isInt`, `min`, `max`. */
export function queryInteger(bounds: IntegerBounds = {}): Field<number> {
  const read = integerReader(bounds)
  return field(integerJson(bounds), (value, problems) => {
    const isInteger = typeof value === 'string' && INTEGER.test(value.trim())
    return isInteger ? read(Number(value), problems) : refuse(problems, rules.isInt)
  })
}

/** `true` or `false`; else `isBoolean`. */
export function queryBoolean(): Field<boolean> {
  return field({ type: 'boolean' }, (value, problems) => {
    if (value === 'true') return true
    return value === 'false' ? false : refuse(problems, rules.isBoolean)
  })
}

/** A decimal as text, as canonical text. Breaks the rules of `decimal`. */
export function queryDecimal(bounds: DecimalBounds): Field<string> {
  return field({ type: 'number' }, decimalReader(bounds))
}

/**
 * A parameter that may be repeated (`status=draft&status=booked`); given once it is a list of one.
 */
export function queryList<T extends z.ZodType>(element: T, bounds: ListBounds): List<z.output<T>> {
  const elements = list(element, bounds)
  const { parse } = elements._zod
  elements._zod.run = (payload, ctx) => {
    if (typeof payload.value === 'string') payload.value = [payload.value]
    return parse(payload, ctx)
  }
  return elements
}

/** Most `metadata[key]=value` pairs of a request (catalog.md, 2.2). */
const METADATA_PAIRS_MAX = 10

function isPair(value: unknown): value is QueryPair {
  return Array.isArray(value)
}

/**
 * `metadata[key]=value` pairs, in order; more than 10 are `arrayMaxSize`, another form is
 * `isObject`.
 */
export function queryMetadata(): Field<readonly QueryPair[]> {
  const json = { type: 'object', additionalProperties: { type: 'string' } } as const
  return field(json, (value, problems) => {
    if (!Array.isArray(value) || !value.every(isPair)) return refuse(problems, rules.isObject)
    if (value.length > METADATA_PAIRS_MAX) {
      return refuse(problems, arrayMaxSize(METADATA_PAIRS_MAX))
    }
    return value
  })
}

/** Most rows of a page, and how many without `limit` (conventions.md, Lists). */
const LIMIT_MAX = 100
const LIMIT_DEFAULT = 25
const PAGE_MAX = 1_000_000_000
const CURSOR_LENGTH_MAX = 512

/**
 * The parameters of every paginated list, to be spread into a query's shape. Newest first by
 * default. `cursor` is opaque here; reading it is the list's.
 */
export function pagination<const Column extends string>(sort: {
  sortBy: readonly Column[]
  default: NoInfer<Column>
  sortOrder?: 'asc' | 'desc'
}) {
  return {
    page: withDefault(queryInteger({ min: 1, max: PAGE_MAX }), 1),
    limit: withDefault(queryInteger({ min: 1, max: LIMIT_MAX }), LIMIT_DEFAULT),
    cursor: optional(text({ max: CURSOR_LENGTH_MAX })),
    sortBy: withDefault(choice<Column>(sort.sortBy), sort.default),
    sortOrder: withDefault(choice(['asc', 'desc']), sort.sortOrder ?? 'desc'),
  }
}
