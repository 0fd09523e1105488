/** The scalar field: one zod type, one function call, instead of a chain of checks per value. */
import { z } from 'zod'
import { type Rule, rules } from './rules.ts'

/** JSON Schema of a field, for the OpenAPI document. */
export type FieldJson = z.core.JSONSchema.BaseSchema

/** Where a reader puts the rules its value breaks: zod's payload. */
export interface Problems {
  readonly issues: z.core.$ZodRawIssue[]
}

/** Turns a present, non-blank value into what the domain gets; refuses it with {@link refuse}. */
export type Read<Out> = (value: unknown, problems: Problems) => Out | undefined

interface FieldDef extends z.core.$ZodTypeDef {
  readonly type: 'custom'
  readonly json: FieldJson
  readonly read: Read<unknown>
}

interface FieldInternals<Out> extends z.core.$ZodTypeInternals<Out, unknown> {
  readonly def: FieldDef
}

/** A required scalar of a request: missing, `null` or blank is `isNotEmpty`. */
export interface Field<Out> extends z.ZodType<Out, unknown, FieldInternals<Out>> {}

const SPACE = 0x20
const DELETE = 0x7f

/** Whether nothing was given: `null`, absent, or a text of white space only. */
export function isBlank(value: unknown): boolean {
  if (typeof value !== 'string') return value === undefined || value === null
  if (value.length === 0) return true
  const first = value.charCodeAt(0)
  if (first > SPACE && first < DELETE) return false
  return value.trim().length === 0
}

/** Notes that the value breaks `rule`; the result stands for "no value". */
export function refuse(problems: Problems, rule: Rule): undefined {
  problems.issues.push({ code: 'custom', input: undefined, params: { rule } })
}

/** The rule an issue of {@link refuse} is about. */
export function ruleOfIssue(issue: z.core.$ZodRawIssue): Rule {
  return (issue as unknown as { readonly params: { readonly rule: Rule } }).params.rule
}

const ScalarField = z.core.$constructor<Field<unknown>, FieldDef>('LedgerField', (inst, def) => {
  z.ZodType.init(inst, def)
  inst._zod.parse = (payload) => {
    payload.value = isBlank(payload.value)
      ? refuse(payload, rules.isNotEmpty)
      : def.read(payload.value, payload)
    return payload
  }
  // A copy, since zod writes metadata and references into what it is given.
  inst._zod.toJSONSchema = () => structuredClone(def.json)
})

/**
 * Declares a field of one's own: its JSON Schema and the function that reads a present value.
 * The builders here are made of it; domains use it for formats of theirs (VAT number, GLN).
 */
export function field<Out>(json: FieldJson, read: Read<Out>): Field<Out> {
  return new ScalarField({ type: 'custom', json, read }) as Field<Out>
}

/** Whether a schema is a scalar field, whose rules are reported on an array's own name. */
export function isField(schema: z.core.$ZodType): boolean {
  return schema._zod.traits.has('LedgerField')
}
