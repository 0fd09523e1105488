/** Arrays, with class-validator's way of naming what is wrong in them. */
import { z } from 'zod'
import { isBlank, isField, type Problems, refuse, ruleOfIssue } from './field.ts'
import { arrayMaxSize, arrayMinSize, eachValue, rules } from './rules.ts'

/** How many elements, and whether each may occur once only (scalars). */
export interface ListBounds {
  readonly min?: number
  readonly max: number
  readonly unique?: boolean
}

interface ListDef extends z.core.$ZodTypeDef {
  readonly type: 'array'
  readonly element: z.core.$ZodType
  readonly bounds: ListBounds
}

interface ListInternals<Out> extends z.core.$ZodTypeInternals<Out[], unknown> {
  readonly def: ListDef
}

/** A required array of a request. */
export interface List<Out> extends z.ZodType<Out[], unknown, ListInternals<Out>> {}

/** Takes over an element's issues: scalars' on the array's name, objects' by their index. */
function report(problems: Problems, found: z.core.$ZodRawIssue[], index: number, scalar: boolean) {
  for (const issue of found) {
    if (!scalar) {
      problems.issues.push({ ...issue, path: [index, ...(issue.path ?? [])] })
      continue
    }
    const rule = ruleOfIssue(issue)
    if (problems.issues.some((known) => known['elementRule'] === rule.name)) continue
    const params = { rule: eachValue(rule) }
    problems.issues.push({ code: 'custom', input: undefined, params, elementRule: rule.name })
  }
}

/** Whether a value occurs twice; refused elements, which have none, are left out. */
function hasTwice(values: readonly unknown[]): boolean {
  const given = values.filter((value) => value !== undefined)
  return new Set(given).size !== given.length
}

const ListField = z.core.$constructor<List<unknown>, ListDef>('LedgerList', (inst, def) => {
  z.ZodType.init(inst, def)
  const { element, bounds } = def
  const { min = 0, max, unique = false } = bounds
  const tooFew = arrayMinSize(min)
  const tooMany = arrayMaxSize(max)
  const scalar = isField(element)
  inst._zod.bag.minimum = min
  inst._zod.bag.maximum = max
  inst._zod.parse = (payload, ctx) => {
    const input: unknown = payload.value
    payload.value = undefined
    if (isBlank(input)) refuse(payload, rules.isNotEmpty)
    else if (!Array.isArray(input)) refuse(payload, rules.isArray)
    else {
      if (input.length < min) refuse(payload, tooFew)
      if (input.length > max) refuse(payload, tooMany)
      const count = Math.min(input.length, max)
      const output: unknown[] = []
      for (let index = 0; index < count; index += 1) {
        // Requests are validated synchronously: no field waits for anything.
        const result = element._zod.run(
          { value: input[index], issues: [] },
          ctx,
        ) as z.core.ParsePayload
        if (result.issues.length > 0) report(payload, result.issues, index, scalar)
        output.push(result.value)
      }
      if (unique && hasTwice(output)) refuse(payload, rules.arrayUnique)
      payload.value = output
    }
    return payload
  }
})

/**
 * An array of `min` (0) to `max` elements. Breaks `isArray`, `arrayMinSize`, `arrayMaxSize`,
 * `arrayUnique` and the element's rules: of scalars once on the array's own name, of objects per
 * index.
 */
export function list<T extends z.ZodType>(element: T, bounds: ListBounds): List<z.output<T>> {
  return new ListField({ type: 'array', element, bounds }) as List<z.output<T>>
}
