/** Texts: trimmed, NFC, without control characters or lone surrogates (catalog.md, section 1). */
import { type Field, type FieldJson, field, type Problems, type Read, refuse } from './field.ts'
import { matches, maxLength, minLength, type Rule, rules } from './rules.ts'

/** Bounds of a text in Unicode code points after trimming, and the pattern it must have. */
export interface TextBounds {
  readonly max: number
  readonly min?: number
  readonly pattern?: RegExp
}

interface Charset {
  /** A character that is refused. Lone surrogates among them: UTF-8 and PostgreSQL have none. */
  readonly refused: RegExp
  readonly rule: Rule
}

const SINGLE_LINE: Charset = {
  refused: /[\u0000-\u001F\u007F\uD800-\uDFFF]/u,
  rule: matches(/^[^\u0000-\u001F\u007F]*$/),
}

const MULTI_LINE: Charset = {
  refused: /[\u0000-\u0008\u000B-\u001F\u007F\uD800-\uDFFF]/u,
  rule: matches(/^[^\u0000-\u0008\u000B-\u001F\u007F]*$/),
}

/** Texts of these characters need neither normalizing nor a look for control characters. */
const PLAIN = /^[\u0020-\u007E]*$/

/** Longest text that is normalized, as a multiple of the bound: NFC joins at most four. */
const NORMALIZED_FACTOR = 4

/** Characters as PostgreSQL and people count them: code points. */
function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** Whether the text has more than `most` code points, without counting where the length says it. */
function isLonger(text: string, most: number): boolean {
  return text.length > most && (text.length > 2 * most || codePoints(text) > most)
}

function normalized(text: string, max: number, charset: Charset, problems: Problems) {
  if (text.length > NORMALIZED_FACTOR * max) return refuse(problems, maxLength(max))
  if (PLAIN.test(text)) return text
  if (charset.refused.test(text)) return refuse(problems, charset.rule)
  return text.normalize('NFC')
}

function reader(bounds: TextBounds, charset: Charset): Read<string> {
  const { max, min = 1, pattern } = bounds
  const tooLong = maxLength(max)
  const tooShort = minLength(min)
  const mismatch = pattern && matches(pattern)
  return (value, problems) => {
    if (typeof value !== 'string') return refuse(problems, rules.isString)
    const text = normalized(value.trim(), max, charset, problems)
    if (text === undefined) return undefined
    if (isLonger(text, max)) refuse(problems, tooLong)
    if (text.length < 2 * min && codePoints(text) < min) refuse(problems, tooShort)
    if (pattern !== undefined && mismatch !== undefined && !pattern.test(text)) {
      refuse(problems, mismatch)
    }
    return text
  }
}

function textJson({ max, min = 1, pattern }: TextBounds): FieldJson {
  return {
    type: 'string',
    minLength: min,
    maxLength: max,
    ...(pattern && { pattern: pattern.source }),
  }
}

/** Reads one line of text, for fields that hold texts. */
export function lineReader(bounds: TextBounds): Read<string> {
  return reader(bounds, SINGLE_LINE)
}

/**
 * One line of text. Breaks `isString`, `matches` (control characters, pattern), `minLength`,
 * `maxLength`.
 */
export function text(bounds: TextBounds): Field<string> {
  return field(textJson(bounds), lineReader(bounds))
}

/** Text with tabs and line breaks; `\r\n` becomes `\n`. Breaks the rules of {@link text}. */
export function multiline(bounds: TextBounds): Field<string> {
  const read = reader(bounds, MULTI_LINE)
  return field(textJson(bounds), (value, problems) =>
    read(typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value, problems),
  )
}

/**
 * A number that is text (`007` is not `7`); of a JSON integer of 0 or more its digits (catalog.md,
 * 1). Another JSON number is `isString`.
 */
export function numberText({ max = 30 }: { max?: number } = {}): Field<string> {
  const read = lineReader({ max })
  const json: FieldJson = { oneOf: [textJson({ max }), { type: 'integer', minimum: 0 }] }
  return field(json, (value, problems) => read(isDigits(value) ? String(value) : value, problems))
}

/** Whether a JSON number is written with digits alone. */
function isDigits(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/** A colour `#RRGGBB`; else `matches`. */
export function color(): Field<string> {
  return text({ max: 7, pattern: /^#[0-9A-Fa-f]{6}$/ })
}
