/** Ids, codes and enums. */
import { isCountry } from '../../../kernel/country.ts'
import { isCurrency } from '../../../kernel/currency.ts'
import { isUuid } from '../../../kernel/id.ts'
import { type Field, type FieldJson, field, refuse } from './field.ts'
import { isEnum, type Rule, rules } from './rules.ts'

/** A UUID of any version, in lower case; else `isUUID`. */
export function uuid(): Field<string> {
  return field({ type: 'string', format: 'uuid' }, (value, problems) =>
    typeof value === 'string' && isUuid(value)
      ? value.toLowerCase()
      : refuse(problems, rules.isUUID),
  )
}

/** A boolean; else `isBoolean`. */
export function boolean(): Field<boolean> {
  return field({ type: 'boolean' }, (value, problems) =>
    typeof value === 'boolean' ? value : refuse(problems, rules.isBoolean),
  )
}

/**
 * One of `values`, answered as spelled here; else `isEnum`. With `case: 'insensitive'` any letter
 * case is taken (catalog.md, section 1).
 */
export function choice<const Value extends string>(
  values: readonly Value[],
  options: { case?: 'insensitive' } = {},
): Field<Value> {
  const rule = isEnum(values)
  const isInsensitive = options.case === 'insensitive'
  const spelled = new Map<string, Value>(values.map((value) => [value, value]))
  if (isInsensitive) for (const value of values) spelled.set(value.toLowerCase(), value)
  return field({ type: 'string', enum: [...values] }, (value, problems) => {
    if (typeof value !== 'string') return refuse(problems, rule)
    const exact = spelled.get(value)
    if (exact !== undefined) return exact
    const trimmed = value.trim()
    const found = spelled.get(isInsensitive ? trimmed.toLowerCase() : trimmed)
    return found ?? refuse(problems, rule)
  })
}

const CODE_LENGTH_MAX = 16

function upperCased(json: FieldJson, isCode: (code: string) => boolean, rule: Rule) {
  return field(json, (value, problems) => {
    if (typeof value !== 'string' || value.length > CODE_LENGTH_MAX) return refuse(problems, rule)
    const code = value.trim().toUpperCase()
    return isCode(code) ? code : refuse(problems, rule)
  })
}

/** An ISO 4217 code, upper-cased; else `isISO4217CurrencyCode`. */
export function currency(): Field<string> {
  const json: FieldJson = { type: 'string', pattern: '^[A-Za-z]{3}$', examples: ['DKK'] }
  return upperCased(json, isCurrency, rules.isISO4217CurrencyCode)
}

/** An ISO 3166-1 alpha-2 code, upper-cased; else `isISO31661Alpha2`. */
export function country(): Field<string> {
  const json: FieldJson = { type: 'string', pattern: '^[A-Za-z]{2}$', examples: ['DK'] }
  return upperCased(json, isCountry, rules.isISO31661Alpha2)
}
