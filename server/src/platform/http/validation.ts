/** Checks a request's path, query and body together (platform.md, section 1, step 9). */
import { z } from 'zod'
import { type FieldError, ValidationFailed } from '../../kernel/errors.ts'
import { isBlank } from './fields/field.ts'
import { isEnum, type Rule, rules } from './fields/rules.ts'
import type { Input } from './operation.ts'

/** The schemas of an operation; an absent one takes nothing. */
export interface RequestSchemas<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly params?: Params | undefined
  readonly query?: Query | undefined
  readonly body?: Body | undefined
}

/** The parts of a request as they came in: path texts, `parseQuery`'s result, parsed JSON. */
export interface RawRequest {
  readonly params: unknown
  readonly query: object
  /** `undefined` without a body. */
  readonly body: unknown
}

/** Most failing fields told in one answer: a body of 15 MB could break many more. */
const FIELDS_MAX = 10_000

/** The key may stand in the query of every operation (conventions.md, Authentication). */
const KEY_PARAMETER = 'x-api-key'

const NOTHING = z.strictObject({})

/** The rules of zod's own types, for literals and nested objects beside our fields. */
const RULE_BY_TYPE: Readonly<Record<string, Rule>> = {
  object: rules.isObject,
  record: rules.isObject,
  array: rules.isArray,
  string: rules.isString,
  number: rules.isNumber,
  boolean: rules.isBoolean,
  nonoptional: rules.isNotEmpty,
}

/** A union's choice of shape by one of its fields: the field is missing, or names no shape. */
function discriminatorRule(issue: z.core.$ZodRawIssue): Rule | undefined {
  const { input, discriminator, options } = issue as Record<string, unknown>
  if (typeof discriminator !== 'string') return undefined
  const given = (input as Record<string, unknown>)[discriminator]
  return isBlank(given) ? rules.isNotEmpty : isEnum(options as readonly unknown[])
}

/** The rule an issue stands for. */
function ruleOf(issue: z.core.$ZodRawIssue): Rule {
  let rule: Rule | undefined
  if (issue.code === 'custom') rule = issue.params?.['rule'] as Rule | undefined
  else if (issue.code === 'invalid_union') rule = discriminatorRule(issue)
  else if (isBlank(issue.input)) rule = rules.isNotEmpty
  else if (issue.code === 'invalid_value') rule = isEnum(issue['values'] as unknown[])
  else if (issue.code === 'invalid_type') rule = RULE_BY_TYPE[String(issue['expected'])]
  if (rule === undefined) throw new TypeError(`No rule for ${issue.code}: use the field builders`)
  return rule
}

/** Collects failing fields by property, several rules of one property in one entry. */
class Failures {
  readonly #constraints = new Map<string, Record<string, string>>()

  get fields(): FieldError[] {
    return [...this.#constraints].map(([property, constraints]) => ({ property, constraints }))
  }

  add(path: readonly PropertyKey[], rule: Rule): void {
    const property = path.join('.')
    let constraints = this.#constraints.get(property)
    if (constraints === undefined) {
      if (this.#constraints.size >= FIELDS_MAX) return
      constraints = {}
      this.#constraints.set(property, constraints)
    }
    constraints[rule.name] ??= sentence(rule, String(path.at(-1)))
  }

  addIssue(issue: z.core.$ZodRawIssue, root: string): void {
    const path = issue.path ?? []
    if (issue.code === 'unrecognized_keys') {
      const keys = issue['keys'] as string[]
      for (const key of keys) this.add([...path, key], rules.whitelistValidation)
    } else if (path.length === 0) {
      this.add([root], issue.code === 'invalid_type' ? rules.isObject : ruleOf(issue))
    } else {
      this.add(path, ruleOf(issue))
    }
  }
}

function sentence(rule: Rule, property: string): string {
  // A function, since `$&` in a property's name would be a replacement pattern.
  return rule.sentence.replace('$p', () => property)
}

/** Runs one part's schema; zod's own messages are never made. */
function read(schema: z.ZodType, value: unknown, root: string, failures: Failures): unknown {
  // Every field is synchronous, so that the result is never a promise.
  const result = schema._zod.run({ value, issues: [] }, { async: false }) as z.core.ParsePayload
  for (const issue of result.issues) failures.addIssue(issue, root)
  return result.value
}

/** The query without the API key, which the operation does not declare. */
function withoutKey(query: object): object {
  if (!(KEY_PARAMETER in query)) return query
  const { [KEY_PARAMETER]: _, ...rest } = query
  return rest
}

/**
 * The parsed parts of a request. An absent body counts as `{}`; parts without a schema must be
 * empty and are `undefined` in the result.
 * @throws ValidationFailed with every failing field of path, query and body
 */
export function parseRequest<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
>(
  schemas: RequestSchemas<Params, Query, Body>,
  raw: RawRequest,
): Input<z.output<Params>, z.output<Query>, z.output<Body>> {
  const failures = new Failures()
  const params = schemas.params && read(schemas.params, raw.params, 'params', failures)
  const query = read(schemas.query ?? NOTHING, withoutKey(raw.query), 'query', failures)
  const body = read(
    schemas.body ?? NOTHING,
    raw.body === undefined ? {} : raw.body,
    'body',
    failures,
  )
  const { fields } = failures
  if (fields.length > 0) throw new ValidationFailed(fields)
  const parsed = { params, query: schemas.query && query, body: schemas.body && body }
  return parsed as Input<z.output<Params>, z.output<Query>, z.output<Body>>
}

/**
 * A validation error found by a domain after the shape was checked (decimals of a currency, a date
 * before another). `property` is the dot path, e.g. `lines.0.debit`.
 */
export function invalid(property: string, ...broken: readonly Rule[]): ValidationFailed {
  return new ValidationFailed([failure(property, ...broken)])
}

/** One failing field, for a `ValidationFailed` of several. */
export function failure(property: string, ...broken: readonly Rule[]): FieldError {
  const name = property.slice(property.lastIndexOf('.') + 1)
  const constraints = broken.map((rule) => [rule.name, sentence(rule, name)] as const)
  return { property, constraints: Object.fromEntries(constraints) }
}
