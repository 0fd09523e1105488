/** What an absent, `null` or blank value means. */
import { z } from 'zod'
import { isBlank } from './field.ts'

interface OptionalDef extends z.core.$ZodTypeDef {
  readonly type: 'nullable'
  readonly innerType: z.core.$ZodType
}

interface OptionalInternals<Out> extends z.core.$ZodTypeInternals<Out, unknown> {
  readonly def: OptionalDef
  optin: 'optional'
  optout: 'optional'
}

/** A field that may be absent (no key in the output) or cleared (`null`). */
export interface Optional<Out> extends z.ZodType<Out, unknown, OptionalInternals<Out>> {}

const OptionalField = z.core.$constructor<Optional<unknown>, OptionalDef>(
  'LedgerOptional',
  (inst, def) => {
    z.ZodType.init(inst, def)
    inst._zod.optin = 'optional'
    inst._zod.optout = 'optional'
    inst._zod.parse = (payload, ctx) => {
      if (payload.value === undefined) return payload
      if (!isBlank(payload.value)) return def.innerType._zod.run(payload, ctx)
      payload.value = null
      return payload
    }
  },
)

/**
 * Absent stays absent, `null` and blank become `null`: what a merge patch tells apart (catalog.md,
 * 1). On a create or in a query both mean "not given".
 */
export function optional<T extends z.ZodType>(schema: T): Optional<z.output<T> | null> {
  return new OptionalField({ type: 'nullable', innerType: schema }) as Optional<z.output<T> | null>
}

interface DefaultDef extends z.core.$ZodTypeDef {
  readonly type: 'default'
  readonly innerType: z.core.$ZodType
  readonly defaultValue: unknown
}

interface DefaultInternals<Out> extends z.core.$ZodTypeInternals<Out, unknown> {
  readonly def: DefaultDef
  optin: 'optional'
}

/** A field that always has a value: the caller's or the default. */
export interface Defaulted<Out> extends z.ZodType<Out, unknown, DefaultInternals<Out>> {}

const DefaultField = z.core.$constructor<Defaulted<unknown>, DefaultDef>(
  'LedgerDefault',
  (inst, def) => {
    z.ZodType.init(inst, def)
    // Not zod's `defaulted`: a patch leaves an absent field untouched instead of resetting it.
    inst._zod.optin = 'optional'
    inst._zod.parse = (payload, ctx) => {
      if (!isBlank(payload.value)) return def.innerType._zod.run(payload, ctx)
      payload.value = def.defaultValue
      return payload
    }
  },
)

/** Absent, `null` and blank become `value`. Inside {@link patch} only `null` and blank do. */
export function withDefault<T extends z.ZodType>(
  schema: T,
  value: z.output<T>,
): Defaulted<z.output<T>> {
  const def = { type: 'default', innerType: schema, defaultValue: value } as const
  return new DefaultField(def) as Defaulted<z.output<T>>
}

/** An object of a request: other keys are `whitelistValidation`. */
export function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape)
}

/**
 * The merge patch of a shape (RFC 7396): every field may be absent; `null` on a required one is
 * `isNotEmpty`.
 */
export function patch<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape).partial()
}
