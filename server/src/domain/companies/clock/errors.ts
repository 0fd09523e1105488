import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { BadRequest } from '../../../kernel/errors.ts'

/** Refuses a company that lives on real time for good. @throws BadRequest `CLOCK_NOT_SANDBOX` */
export function checkSandbox(ctx: Context): void {
  if (ctx.company.sandbox) return
  throw new BadRequest('CLOCK_NOT_SANDBOX', 'Only a sandbox company has a clock of its own.')
}

/** `CLOCK_BACKWARDS`: the clock stands at `now`, later than asked for. */
export function clockBackwards(now: Date): BadRequest {
  const message = `The clock only moves forward; it stands at ${timestamp(now)}.`
  return new BadRequest('CLOCK_BACKWARDS', message, { now: timestamp(now) })
}
