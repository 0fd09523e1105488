import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { auditAll } from '../../../platform/audit/audit.ts'
import type { NewYear } from './fiscal-year.ts'
import { insertFiscalYears } from './fiscal-year-queries.ts'

/**
 * Stores new years, with an audit event each; the years with their ids. The ledger must be locked.
 */
export function makeFiscalYears(
  ctx: Context,
  years: readonly NewYear[],
): readonly (NewYear & { readonly id: string })[] {
  if (years.length === 0) return []
  const made = years.map((year) => ({ ...year, id: uuidv7() }))
  insertFiscalYears(ctx.tx, ctx.company.id, made, timestamp(ctx.clock.now()))
  auditAll(
    made.map(({ id, ...after }) => ({
      ctx,
      event: { action: 'fiscal_year.create', resourceId: id, before: null, after },
    })),
  )
  return made
}
