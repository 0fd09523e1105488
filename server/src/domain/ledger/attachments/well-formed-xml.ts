import { XMLValidator } from 'fast-xml-parser'

const VERBATIM = /<!--|<!\[CDATA\[|<\?/g
const ENDS: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' }
const TAG = /<[^<"'>]*(?:"[^<"]*"[^<"'>]*|'[^<']*'[^<"'>]*)*>/g
const UNKNOWN_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/
const NO_XML_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/
const DECLARED_ENCODING = /^<\?xml[^>]{1,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']/

/** Whether the bytes are one well-formed XML document without a DOCTYPE. */
export function isWellFormedXml(bytes: Uint8Array): boolean {
  const text = decoded(bytes)
  if (text === undefined || NO_XML_CHARACTER.test(text)) return false
  const markup = withoutVerbatim(text)
  // What begins with `<!` beside comments and CDATA is a DOCTYPE or part of one.
  if (markup === undefined || markup.includes('<!') || UNKNOWN_ENTITY.test(markup)) return false
  return hasOneRoot(markup) && XMLValidator.validate(text) === true
}

/** The text, by byte order mark, declared encoding, else UTF-8; `undefined` when it is not that. */
function decoded(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const marked = start.startsWith('\xFF\xFE') ? 'utf-16le' : undefined
  const encoding = marked ?? (start.startsWith('\xFE\xFF') ? 'utf-16be' : undefined)
  const declared = DECLARED_ENCODING.exec(start)?.[1]
  try {
    return new TextDecoder(encoding ?? declared ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The text without comments, CDATA and processing instructions; `undefined` when one never ends. */
function withoutVerbatim(text: string): string | undefined {
  let markup = ''
  let from = 0
  for (const { 0: opening, index } of text.matchAll(VERBATIM)) {
    if (index < from) continue
    const ending = ENDS[opening] ?? ''
    const end = text.indexOf(ending, index + opening.length)
    if (end === -1) return undefined
    markup += text.slice(from, index)
    from = end + ending.length
  }
  return markup + text.slice(from)
}

/** The validator takes several roots, and text after one, when they close themselves. */
function hasOneRoot(markup: string): boolean {
  let roots = 0
  let depth = 0
  let end = 0
  for (const { 0: tag, index } of markup.matchAll(TAG)) {
    const between = markup.slice(end, index)
    if (depth === 0 ? between.trim() !== '' : between.includes('<')) return false
    if (depth === 0) roots += 1
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>')) depth += 1
    end = index + tag.length
  }
  return roots === 1 && depth === 0 && markup.slice(end).trim() === ''
}
