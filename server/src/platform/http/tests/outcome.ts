import type { z } from 'zod'
import { ValidationFailed } from '../../../kernel/errors.ts'
import * as f from '../fields.ts'
import { parseRequest } from '../validation.ts'

/** `{ value }` of the field `x` parsed, or the broken constraints by property. */
export function outcome(schema: z.ZodType, value: unknown) {
  const body = f.object({ x: schema })
  try {
    const raw = { params: {}, query: {}, body: value === undefined ? {} : { x: value } }
    return { value: parseRequest({ body }, raw).body.x }
  } catch (error) {
    if (!(error instanceof ValidationFailed)) throw error
    return Object.fromEntries(error.fields.map((field) => [field.property, field.constraints]))
  }
}
