import type { z } from 'zod'
import type { Rule } from './rules.ts'

/** Notes that the field at `property` (a name, or a path of names and indices) breaks a rule. */
export type RefuseField = (property: PropertyKey | readonly PropertyKey[], rule: Rule) => void

/**
 * Adds a check over several fields of an object. It also runs when single fields are refused (those read as
 * `undefined`), so that everything wrong with a request is told at once.
 */
export function across<Schema extends z.ZodType>(
  schema: Schema,
  check: (value: Partial<z.output<Schema>>, refuse: RefuseField) => void,
): Schema {
  const run = schema._zod.run
  schema._zod.run = (payload, ctx) => {
    // Requests are validated synchronously: no field waits for anything.
    const result = run(payload, ctx) as z.core.ParsePayload
    if (typeof result.value !== 'object' || result.value === null) return result
    check(result.value as Partial<z.output<Schema>>, (property, rule) => {
      const path = typeof property === 'object' ? [...property] : [property]
      result.issues.push({ code: 'custom', input: undefined, path, params: { rule } })
    })
    return result
  }
  return schema
}
