import pg from 'pg'

/** Timestamps arrive as `2026-01-15 09:30:00.123+00` (sessions run in UTC) and leave as ISO 8601. */
function isoTimestamp(text: string): string {
  const fraction = text.length > 22 ? text.slice(19, text.length - 3) : ''
  return `${text.slice(0, 10)}T${text.slice(11, 19)}${fraction.padEnd(4, '0').slice(0, 4).replace(/^0/, '.')}Z`
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.INT8, BigInt],
  [pg.types.builtins.NUMERIC, (text) => text],
  [pg.types.builtins.TIMESTAMPTZ, isoTimestamp],
])

/**
 * How column values reach the code: `date` as `YYYY-MM-DD`, `int8` as bigint, `numeric` as text,
 * `timestamptz` as ISO 8601 with milliseconds; everything else as the driver does it.
 */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    return parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')
  },
}
