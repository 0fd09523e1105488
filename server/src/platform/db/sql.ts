import { createHash } from 'node:crypto'
import type { Statement } from '../../kernel/context.ts'

/** A piece of SQL that becomes part of a statement: `sql` inside `sql`. */
class Fragment implements Statement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly name?: string

  constructor(text: string, values: readonly unknown[], name: string | undefined) {
    this.text = text
    this.values = values
    if (name !== undefined) this.name = name
  }
}

interface Template {
  readonly text: string
  readonly name: string
}

const templates = new WeakMap<TemplateStringsArray, Template>()

/**
 * SQL written as SQL: values become parameters, never text; a nested `sql` fragment is spliced in.
 * A statement without fragments is prepared once per connection under the hash of its text.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Statement {
  if (values.some((value) => value instanceof Fragment)) return splice(strings, values)
  let template = templates.get(strings)
  if (template === undefined) {
    const text = strings.reduce((whole, part, index) => `${whole}$${index}${part}`)
    template = { text, name: createHash('sha1').update(text).digest('base64url') }
    templates.set(strings, template)
  }
  return new Fragment(template.text, values, template.name)
}

/** Joins fragments, e.g. conditions with `sql` and; an empty list gives an empty fragment. */
export function join(parts: readonly Statement[], separator: string): Statement {
  const values: unknown[] = []
  const texts = parts.map((part) => renumber(part, values))
  return new Fragment(texts.join(separator), values, undefined)
}

/** An identifier or keyword of our own (never a caller's text) as a fragment. */
export function raw(text: string): Statement {
  return new Fragment(text, [], undefined)
}

function splice(strings: TemplateStringsArray, parts: readonly unknown[]): Statement {
  const values: unknown[] = []
  let text = strings[0] ?? ''
  parts.forEach((part, index) => {
    if (part instanceof Fragment) text += renumber(part, values)
    else {
      values.push(part)
      text += `$${values.length}`
    }
    text += strings[index + 1] ?? ''
  })
  return new Fragment(text, values, undefined)
}

/** The fragment's text with its parameters numbered on from `values`, which receives them. */
function renumber(part: Statement, values: unknown[]): string {
  const offset = values.length
  values.push(...part.values)
  if (offset === 0) return part.text
  return part.text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + offset}`)
}
