/** zod schemas as OpenAPI components: those with `.meta({ id })` stand once and are referred to. */
import { z } from 'zod'

/** A JSON object of the document. */
export type Json = Readonly<Record<string, unknown>>

type Direction = 'input' | 'output'

const DEFS = '#/$defs/'
const COMPONENTS = '#/components/schemas/'

/** The document's `components.schemas`, filled as operations are written. */
export class Schemas {
  readonly #components = new Map<string, Json>()

  /** The components so far, by name. */
  get components(): Readonly<Record<string, Json>> {
    const byName = [...this.#components].sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(byName)
  }

  /** The schema as it stands in an operation: inline, or a reference to its component. */
  write(schema: z.ZodType, io: Direction): Json {
    const {
      $schema: _,
      $defs,
      ...root
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: tidy(io),
    }) as Record<string, unknown>
    const names = new Map<string, string>()
    const defs = Object.entries(($defs ?? {}) as Record<string, Json>)
    for (const [id, def] of defs) names.set(id, this.#name(id, def, defs, io))
    for (const [id, def] of defs) {
      this.#components.set(names.get(id) ?? id, pointed(withoutId(def), names) as Json)
    }
    return pointed(withoutId(root), names) as Json
  }

  /** An id whose input differs from its output gets a second name for the one written later. */
  #name(id: string, def: Json, defs: readonly (readonly [string, Json])[], io: Direction): string {
    const same = new Map(defs.map(([name]) => [name, name]))
    const written = JSON.stringify(pointed(withoutId(def), same))
    const other = io === 'input' ? `${id}Input` : `${id}Output`
    const known = this.#components.get(id)
    return known === undefined || JSON.stringify(known) === written ? id : other
  }
}

function withoutId(schema: Json): Json {
  const { id, ...rest } = schema
  // A property that happens to be called `id` sits below `properties`, never here.
  return typeof id === 'string' ? rest : schema
}

/** A copy whose references lead to the document's components. */
function pointed(node: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((child) => pointed(child, names))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).map(([key, value]) => {
    if (key !== '$ref' || typeof value !== 'string' || !value.startsWith(DEFS)) {
      return [key, pointed(value, names)]
    }
    const id = value.slice(DEFS.length)
    return [key, COMPONENTS + (names.get(id) ?? id)]
  })
  return Object.fromEntries(entries)
}

/** Leaves out what helps no reader: patterns beside formats, closed answers, a patch's defaults. */
function tidy(io: Direction) {
  return ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Json }) => {
    const json = jsonSchema as Record<string, unknown>
    if (json['format'] !== undefined) delete json['pattern']
    // Fields may be added to answers (conventions.md), so that no client may refuse unknown ones.
    if (io === 'output' && json['additionalProperties'] === false) {
      delete json['additionalProperties']
    }
    // In a patch an absent field stays as it is.
    if (zodSchema._zod.def.type === 'optional') delete json['default']
  }
}
