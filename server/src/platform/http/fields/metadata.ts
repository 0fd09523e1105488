/** Metadata: a flat object of the caller's own (conventions.md, Types). */
import {
  type Field,
  type FieldJson,
  field,
  type Problems,
  type Read,
  refuse,
  ruleOfIssue,
} from './field.ts'
import { arrayMaxSize, eachKey, eachValue, matches, type Rule, rules } from './rules.ts'
import { lineReader } from './text.ts'

/** What a caller may keep under a key. */
export type MetadataValue = string | number | boolean

/** Metadata as stored: at most 50 keys. */
export type Metadata = Record<string, MetadataValue>

const KEYS_MAX = 50
const KEY_LENGTH_MAX = 40
const VALUE_LENGTH_MAX = 500

const readKeyText = lineReader({ max: KEY_LENGTH_MAX, min: 0 })
const readValueText = lineReader({ max: VALUE_LENGTH_MAX, min: 0 })

const tooManyKeys = arrayMaxSize(KEYS_MAX)
const blankKey = eachKey(rules.isNotEmpty)
const badKey = eachKey(matches(/^(?!__proto__$)/))
const wrongType = eachValue(rules.isString)

/** Reads a text whose broken rules are told of the keys or values of the whole. */
function readPart(
  read: Read<string>,
  text: string,
  told: (rule: Rule) => Rule,
  problems: Problems,
): string | undefined {
  const found = { issues: [] as Problems['issues'] }
  const result = read(text, found)
  for (const issue of found.issues) refuse(problems, told(ruleOfIssue(issue)))
  return found.issues.length === 0 ? result : undefined
}

function readKey(key: string, problems: Problems): string | undefined {
  const name = readPart(readKeyText, key, eachKey, problems)
  if (name === '') return refuse(problems, blankKey)
  // Nobody has this key (catalog.md, 2.2); assigned, it would replace a prototype.
  return name === '__proto__' ? refuse(problems, badKey) : name
}

function readValue(value: unknown, problems: Problems): MetadataValue | undefined {
  if (typeof value === 'string') return readPart(readValueText, value, eachValue, problems)
  if (typeof value === 'boolean' || Number.isFinite(value)) return value as MetadataValue
  return refuse(problems, wrongType)
}

function reader<Value extends MetadataValue | null>(isNullAllowed: boolean) {
  return (value: unknown, problems: Problems): Record<string, Value> | undefined => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(problems, rules.isObject)
    }
    const keys = Object.keys(value)
    if (keys.length > KEYS_MAX) return refuse(problems, tooManyKeys)
    const metadata: Record<string, Value> = {}
    for (const key of keys) {
      const given = (value as Record<string, unknown>)[key]
      const name = readKey(key, problems)
      const isCleared = isNullAllowed && given === null
      const read = isCleared ? null : readValue(given, problems)
      if (name !== undefined && read !== undefined) metadata[name] = read as Value
    }
    return metadata
  }
}

function metadataJson(types: ('string' | 'number' | 'boolean' | 'null')[]): FieldJson {
  const values = types.map((type) =>
    type === 'string' ? { type, maxLength: VALUE_LENGTH_MAX } : { type },
  )
  return {
    type: 'object',
    maxProperties: KEYS_MAX,
    propertyNames: { minLength: 1, maxLength: KEY_LENGTH_MAX },
    additionalProperties: { anyOf: values },
  }
}

/**
 * A flat object of at most 50 keys (40 characters) with strings (500 characters), numbers,
 * booleans. What is wrong inside is reported on the field itself: `isObject`, `arrayMaxSize`,
 * `maxLength`, `matches`, `isString`.
 */
export function metadata(): Field<Metadata> {
  return field(metadataJson(['string', 'number', 'boolean']), reader<MetadataValue>(false))
}

/** Metadata of a merge patch: `null` takes the key away. Merging is the domain's. */
export function metadataPatch(): Field<Record<string, MetadataValue | null>> {
  const json = metadataJson(['string', 'number', 'boolean', 'null'])
  return field(json, reader<MetadataValue | null>(true))
}
