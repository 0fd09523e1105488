/** Wide tables whose columns are their fields' names in snake case. */
import type { Statement } from '../../kernel/context.ts'
import { raw } from '../../platform/db/sql.ts'

function snakeCase(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The columns of `fields`, for an insert or update: `customer_number, name`. */
export function columns(fields: readonly string[]): Statement {
  return raw(fields.map(snakeCase).join(', '))
}

/**
 * The columns of `fields` read under the fields' names: `c.customer_number as "customerNumber"`.
 */
export function selected(alias: string, fields: readonly string[]): Statement {
  return raw(fields.map((field) => `${alias}.${snakeCase(field)} as "${field}"`).join(', '))
}

/** A record as JSON that `jsonb_populate_record` takes for a row. */
export function rowJson(record: object): string {
  const entries = Object.entries(record)
  return JSON.stringify(Object.fromEntries(entries.map(([key, value]) => [snakeCase(key), value])))
}
