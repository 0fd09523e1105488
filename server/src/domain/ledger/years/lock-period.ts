/** Locking and unlocking days (ledger.md 11, 16). */
import { addDays } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { BadRequest } from '../../../kernel/errors.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { lockLedger } from '../../companies/index.ts'
import { yearClosed } from './errors.ts'
import { listFiscalYears } from './fiscal-year-queries.ts'
import { findLockedThrough, setLockedThrough } from './period-queries.ts'
import { closedThrough } from './periods.ts'

/** The last locked day; `null` when none is. */
export interface PeriodLock {
  readonly lockedThrough: string | null
}

/** Locks every day through `through`. @throws BadRequest `PERIOD_LOCK_BACKWARDS` */
export async function lockPeriod(ctx: Context, through: string): Promise<PeriodLock> {
  const { tx, company } = ctx
  await lockLedger(tx, company.id)
  const lockedThrough = await findLockedThrough(tx, company.id)
  if (lockedThrough !== null && through < lockedThrough) {
    throw new BadRequest(
      'PERIOD_LOCK_BACKWARDS',
      `The books are locked through ${lockedThrough} already; unlock them to go back.`,
      { through, lockedThrough },
    )
  }
  if (through === lockedThrough) return { lockedThrough }
  setLockedThrough(tx, company.id, through)
  const after = { lockedThrough: through }
  audit(ctx, { action: 'period.lock', resourceId: null, before: { lockedThrough }, after })
  return after
}

/**
 * Unlocks `from` and every later day; before the first fiscal year nothing stays locked.
 * @throws BadRequest `PERIOD_NOT_LOCKED`, `FISCAL_YEAR_CLOSED`
 */
export async function unlockPeriod(
  ctx: Context,
  { from, reason }: { readonly from: string; readonly reason: string },
): Promise<PeriodLock> {
  const { tx, company } = ctx
  await lockLedger(tx, company.id)
  const [lockedThrough, years] = await Promise.all([
    findLockedThrough(tx, company.id),
    listFiscalYears(tx, company.id),
  ])
  if (lockedThrough === null || from > lockedThrough) {
    const message = `${from} is not locked.`
    throw new BadRequest('PERIOD_NOT_LOCKED', message, { from, lockedThrough })
  }
  const closed = closedThrough(years)
  if (closed !== null && from <= closed) throw yearClosed({ from, closedThrough: closed })
  const dayBefore = addDays(from, -1)
  const firstDay = years[0]?.startDate
  const remaining = firstDay === undefined || dayBefore < firstDay ? null : dayBefore
  setLockedThrough(tx, company.id, remaining)
  audit(ctx, {
    ...{ action: 'period.unlock', resourceId: null, before: { lockedThrough } },
    after: { lockedThrough: remaining, reason },
  })
  return { lockedThrough: remaining }
}
