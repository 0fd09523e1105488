import type { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { BadRequest } from '../../../kernel/errors.ts'
import { audit } from '../../../platform/audit/audit.ts'
import type { PostedEntry } from '../journal/entry.ts'
import { findEntries } from '../journal/entry-queries.ts'
import { viewEntry } from '../journal/entry-view.ts'
import { type OpenLedger, openLedger } from '../journal/open-ledger.ts'
import { postEntries } from '../journal/post-entries.ts'
import { linkReversals, mirror } from '../journal/reverse-entries.ts'
import { markOpen } from './closing-queries.ts'
import type { FiscalYear } from './fiscal-year-queries.ts'
import type { reopenAnswer } from './fiscal-year-schemas.ts'
import { readFiscalYears, yearOf } from './read-fiscal-years.ts'

/**
 * Opens the latest closed year again and reverses its closing entry on the same date; the lock of
 * the periods stays.
 * @throws NotFound `FISCAL_YEAR_NOT_FOUND`
 * @throws BadRequest `FISCAL_YEAR_NOT_REOPENABLE`
 */
export async function reopenFiscalYear(
  ctx: Context,
  id: string,
  reason: string,
): Promise<z.input<typeof reopenAnswer>> {
  const ledger = await openLedger(ctx)
  const years = await readFiscalYears(ctx)
  const year = yearOf(years, id)
  if (years.findLast(({ status }) => status === 'closed')?.id !== id) {
    throw new BadRequest(
      'FISCAL_YEAR_NOT_REOPENABLE',
      'Only the latest closed fiscal year can be reopened.',
      { fiscalYearId: id, status: year.status },
    )
  }
  const reversal = await reverseClosing(ctx, ledger, year)
  markOpen(ctx.tx, ctx.company.id, id)
  audit(ctx, {
    ...{ action: 'fiscal_year.reopen', resourceId: id },
    before: { status: 'closed', closingEntryId: year.closingEntryId },
    after: { status: 'open', closingEntryId: null, reason },
  })
  return {
    fiscalYear: yearOf(await readFiscalYears(ctx), id),
    reversalEntry: reversal === undefined ? null : viewEntry(reversal, ctx.company.baseCurrency),
  }
}

async function reverseClosing(
  ctx: Context,
  ledger: OpenLedger,
  { closingEntryId, endDate, name }: FiscalYear,
): Promise<PostedEntry | undefined> {
  if (closingEntryId === null) return undefined
  const originals = await findEntries(ctx.tx, ctx.company.id, [closingEntryId])
  const inDanish = ctx.company.countryCode === 'DK'
  const postings = originals.map((original) => ({
    ctx,
    entry: mirror(original, {
      date: endDate,
      source: 'year_end',
      description: `${inDanish ? 'Genåbning af' : 'Reopening of'} ${name}`,
      reference: original.reference,
    }),
  }))
  const reversals = postEntries(ledger, postings)
  linkReversals(ctx, originals, reversals)
  return reversals[0]
}
