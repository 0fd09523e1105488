import type { Statement } from '../../kernel/context.ts'
import { raw, sql } from '../../platform/db/sql.ts'

/**
 * Whether the name or number of a customer or vendor begins with `prefix`, in any letter case. A
 * range up to the last code point, which is no character, instead of `like`: row-level security
 * keeps `like` from using an index.
 */
export function startsWith(alias: string, prefix: string): Statement {
  const [number, name] = [raw(`${alias}.number_search`), raw(`${alias}.name_search`)]
  const end = `${prefix}\u{10FFFF}`
  return sql`(${number} >= lower(${prefix}) and ${number} < lower(${end})
    or ${name} >= lower(${prefix}) and ${name} < lower(${end}))`
}
