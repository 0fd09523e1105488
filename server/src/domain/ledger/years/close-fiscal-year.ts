import type { z } from 'zod'
import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { BadRequest } from '../../../kernel/errors.ts'
import { minor, minorNumber } from '../../../kernel/money.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { digitsOf } from '../journal/entry-input.ts'
import { viewEntry } from '../journal/entry-view.ts'
import { openLedger } from '../journal/open-ledger.ts'
import { postEntries } from '../journal/post-entries.ts'
import { closingEntry, resultOf } from './closing-entry.ts'
import { findResultBalances, findRetainedEarnings, markClosed } from './closing-queries.ts'
import { yearClosed } from './errors.ts'
import type { FiscalYear } from './fiscal-year-queries.ts'
import type { closeAnswer } from './fiscal-year-schemas.ts'
import { readFiscalYears, yearOf } from './read-fiscal-years.ts'

/**
 * Closes a fiscal year: moves its result to retained earnings and shuts it for postings.
 * @throws NotFound `FISCAL_YEAR_NOT_FOUND`
 * @throws BadRequest `FISCAL_YEAR_EARLIER_OPEN`, `FISCAL_YEAR_NOT_ENDED`, `FISCAL_YEAR_CLOSED`,
 *   `SYSTEM_ACCOUNT_MISSING` (no account has the role `RETAINED_EARNINGS`)
 */
export async function closeFiscalYear(
  ctx: Context,
  id: string,
): Promise<z.input<typeof closeAnswer>> {
  const { tx, company } = ctx
  const ledger = await openLedger(ctx)
  const years = await readFiscalYears(ctx)
  const year = yearOf(years, id)
  checkClosable(years, year, ctx.clock.today())
  const [balances, retainedEarningsId] = await Promise.all([
    findResultBalances(tx, company.id, year),
    findRetainedEarnings(tx, company.id),
  ])
  if (retainedEarningsId === undefined) throw noRetainedEarnings()
  const title = company.countryCode === 'DK' ? 'Årsafslutning' : 'Year-end closing'
  const entry = closingEntry(balances, {
    endDate: year.endDate,
    currency: company.baseCurrency,
    journalCategoryId: ledger.setup.defaultCategoryId,
    description: `${title} ${year.name}`,
    retainedEarningsId,
  })
  const [posted] = entry === undefined ? [] : postEntries(ledger, [{ ctx, entry }])
  const closingEntryId = posted?.id ?? null
  markClosed(tx, company.id, { id, at: timestamp(ctx.clock.now()), closingEntryId })
  audit(ctx, {
    ...{ action: 'fiscal_year.close', resourceId: id },
    before: { status: 'open', closingEntryId: null },
    after: { status: 'closed', closingEntryId },
  })
  return {
    fiscalYear: yearOf(await readFiscalYears(ctx), id),
    closingEntry: posted === undefined ? null : viewEntry(posted, company.baseCurrency),
    result: minorNumber(minor(resultOf(balances)), digitsOf(company.baseCurrency)),
  }
}

function checkClosable(years: readonly FiscalYear[], year: FiscalYear, today: string): void {
  const earlier = years.find(
    ({ status, startDate }) => status === 'open' && startDate < year.startDate,
  )
  if (earlier !== undefined) {
    throw new BadRequest(
      'FISCAL_YEAR_EARLIER_OPEN',
      `Years close in order: close ${earlier.name} first.`,
      { fiscalYearId: earlier.id, fiscalYear: earlier.name },
    )
  }
  if (today <= year.endDate) {
    throw new BadRequest(
      'FISCAL_YEAR_NOT_ENDED',
      `The year ends on ${year.endDate}; close it afterwards.`,
      { endDate: year.endDate },
    )
  }
  if (year.status === 'closed') throw yearClosed({ fiscalYearId: year.id, fiscalYear: year.name })
}

function noRetainedEarnings(): BadRequest {
  return new BadRequest(
    'SYSTEM_ACCOUNT_MISSING',
    'No account has the role RETAINED_EARNINGS; give it to one first.',
    { systemRole: 'RETAINED_EARNINGS' },
  )
}
