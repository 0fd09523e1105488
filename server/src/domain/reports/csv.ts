/** Reports as CSV (RFC 4180): UTF-8, comma, decimal point, CRLF, the row fields as header line. */
import { decimalText } from '../../kernel/decimal.ts'

/** What stands in a cell; a list's values are parted by spaces. */
export type Cell = string | number | null | readonly string[]

/** The rows of a report with the fields to write, in this order. */
export interface Table {
  readonly fields: readonly string[]
  readonly rows: readonly Readonly<Record<string, Cell>>[]
}

/** Texts a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/

const NEEDS_QUOTES = /[",\r\n]/

/**
 * The table as CSV. A text that a spreadsheet would run as a formula gets a leading apostrophe,
 * since names and descriptions come from outside; numbers stay plain, also negative ones.
 */
export function csv({ fields, rows }: Table): string {
  const records = rows.map((row) => fields.map((field) => cellText(row[field] ?? null)))
  return [fields, ...records].map((record) => `${record.map(quoted).join(',')}\r\n`).join('')
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return decimalText(cell) ?? ''
  const text = typeof cell === 'string' ? cell : cell.join(' ')
  return FORMULA.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
