import type { Context } from '../../../kernel/context.ts'
import { BadRequest } from '../../../kernel/errors.ts'
import { lockLedger } from '../../companies/index.ts'
import { type Span, yearName, yearProblem } from './fiscal-year.ts'
import type { FiscalYear } from './fiscal-year-queries.ts'
import { makeFiscalYears } from './make-fiscal-years.ts'
import { readFiscalYears, yearOf } from './read-fiscal-years.ts'

/**
 * Makes a year beside those that exist, at most 18 months long.
 * @throws BadRequest `FISCAL_YEAR_INVALID`
 */
export async function createFiscalYear(
  ctx: Context,
  { startDate, endDate, name }: Span & { readonly name?: string | null | undefined },
): Promise<FiscalYear> {
  await lockLedger(ctx.tx, ctx.company.id)
  const span = { startDate, endDate }
  const problem = yearProblem(await readFiscalYears(ctx), span)
  if (problem !== undefined) throw new BadRequest('FISCAL_YEAR_INVALID', problem, span)
  const made = makeFiscalYears(ctx, [{ name: name ?? yearName(span), ...span }])
  return yearOf(await readFiscalYears(ctx), made[0]?.id ?? '')
}
