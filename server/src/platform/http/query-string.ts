/** Reads the query string of a URL; what the values may be is the operation's schema's to say. */

/** One `name[key]=value` of a query string. */
export type QueryPair = readonly [key: string, value: string]

/** A parameter's value: its text, its texts when repeated, or its `name[key]=value` pairs. */
export type QueryValue = string | readonly (string | QueryPair)[]

const BRACKETS = /^([^[\]]+)\[([^[\]]*)\]$/

/**
 * The parameters of `search` (with or without `?`): a repeated name becomes an array, `name[]`
 * counts as `name`, `name[key]=value` becomes a list of pairs under `name`. The result has no
 * prototype.
 */
export function parseQuery(search: string): Record<string, QueryValue> {
  const values: Record<string, QueryValue> = Object.create(null)
  for (const [parameter, value] of new URLSearchParams(search)) {
    const [, name = parameter, key = ''] = BRACKETS.exec(parameter) ?? []
    const element = key === '' ? value : ([key, value] as const)
    const known = values[name]
    if (known === undefined) values[name] = typeof element === 'string' ? element : [element]
    else if (typeof known === 'string') values[name] = [known, element]
    else (known as (string | QueryPair)[]).push(element)
  }
  return values
}
