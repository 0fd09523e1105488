import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { type FiscalYear, listFiscalYears } from './fiscal-year-queries.ts'

/** Every fiscal year, oldest first. */
export function readFiscalYears(ctx: Context): Promise<FiscalYear[]> {
  return listFiscalYears(ctx.tx, ctx.company.id)
}

/** The year of an id among those read. @throws NotFound `FISCAL_YEAR_NOT_FOUND` */
export function yearOf(years: readonly FiscalYear[], id: string): FiscalYear {
  const year = years.find((candidate) => candidate.id === id)
  if (year === undefined) throw notFound('FISCAL_YEAR', id)
  return year
}
