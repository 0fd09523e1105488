import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { lockClock, setClock } from './clock-queries.ts'
import { checkSandbox, clockBackwards } from './errors.ts'

/**
 * Lets a sandbox company live on real time again; on real time already, nothing happens.
 * @throws BadRequest `CLOCK_NOT_SANDBOX`, `CLOCK_BACKWARDS` while real time is behind the clock
 */
export async function releaseClock(ctx: Context): Promise<void> {
  checkSandbox(ctx)
  const at = await lockClock(ctx.tx, ctx.company.id)
  if (at === null) return
  const real = new Date()
  if (at > real) throw clockBackwards(at)
  setClock(ctx.tx, ctx.company.id, null)
  audit(ctx, {
    action: 'clock.release',
    resourceId: ctx.company.id,
    before: { now: timestamp(at), frozen: true },
    after: { now: timestamp(real), frozen: false },
  })
}
