import type { Schema, Surface } from './served.ts'

/** A field of a body: where it stands and what it takes. */
export interface Place {
  readonly path: readonly (string | number)[]
  /** The shapes it takes, without `null`. */
  readonly shapes: readonly Schema[]
  /** Whether neither `null` nor nothing at all is taken. */
  readonly isRequired: boolean
  /** The `property` a failure is told of: an array's own name for its scalar elements. */
  readonly property: string
}

const DEPTH_MAX = 8

/** Every field of a body, nested ones too, the body itself left out. */
export function placesOf(body: Schema, surface: Surface): Place[] {
  const places: Place[] = []
  for (const shape of shapesOf(body, surface)) walk(shape, [], surface, places)
  return places
}

/** What a schema takes besides `null`, references followed. */
export function shapesOf(schema: Schema, surface: Surface): Schema[] {
  const resolved = surface.resolve(schema)
  const options = resolved.anyOf ?? resolved.oneOf ?? resolved.allOf
  if (options !== undefined) return options.flatMap((option) => shapesOf(option, surface))
  return resolved.type === 'null' ? [] : [resolved]
}

/** Whether that JSON type is among what the shapes take; an integer is a number. */
export function takes(shapes: readonly Schema[], type: string): boolean {
  return shapes.some((shape) => [shape.type].flat().includes(type))
}

function isNullable(schema: Schema, surface: Surface): boolean {
  const { default: fallback, type, anyOf = [], oneOf = [] } = surface.resolve(schema)
  const options = [...anyOf, ...oneOf]
  return fallback !== undefined || type === 'null' || options.some((one) => one.type === 'null')
}

function walk(
  { properties = {}, required = [] }: Schema,
  above: readonly (string | number)[],
  surface: Surface,
  places: Place[],
): void {
  if (above.length > DEPTH_MAX) return
  for (const [name, schema] of Object.entries(properties)) {
    const path = [...above, name]
    const shapes = shapesOf(schema, surface)
    const isRequired = required.includes(name) && !isNullable(schema, surface)
    places.push({ path, shapes, isRequired, property: path.join('.') })
    for (const shape of shapes) {
      walk(shape, path, surface, places)
      if (shape.items !== undefined) walkElements(shape.items, path, surface, places)
    }
  }
}

function walkElements(
  items: Schema,
  above: readonly (string | number)[],
  surface: Surface,
  places: Place[],
): void {
  const path = [...above, 0]
  const shapes = shapesOf(items, surface)
  const isObject = takes(shapes, 'object')
  const property = (isObject ? path : above).join('.')
  places.push({ path, shapes, isRequired: true, property })
  for (const shape of shapes) walk(shape, path, surface, places)
}

/** A copy of `body` with `value` at the path; what lies on the way is made where it is missing. */
export function withValue(
  body: unknown,
  path: readonly (string | number)[],
  value: unknown,
): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    const elements = Array.isArray(body) ? [...body] : []
    elements[step] = withValue(elements[step], rest, value)
    return elements
  }
  const object = typeof body === 'object' && body !== null ? body : {}
  return {
    ...object,
    [step]: withValue((object as Record<string, unknown>)[step], rest, value),
  }
}

/** What stands at the path, or `undefined`. */
export function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  let value = body
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null)?.[step]
  return value
}
