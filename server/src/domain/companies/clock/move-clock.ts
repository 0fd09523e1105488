import { timestamp } from '../../../kernel/calendar.ts'
import { companyClock } from '../../../kernel/clock.ts'
import type { Actor, Context } from '../../../kernel/context.ts'
import { audit } from '../../../platform/audit/audit.ts'
import type { Database } from '../../../platform/db/database.ts'
import { lockClock, setClock } from './clock-queries.ts'
import type { DueWork, WorkDone } from './due-work.ts'
import { checkSandbox, clockBackwards } from './errors.ts'

const SYSTEM: Actor = { type: 'system', id: null, label: 'test clock', scopes: new Set() }

/** What a move of the clock did, and where the clock stands now (ISO 8601). */
export interface ClockMove extends WorkDone {
  readonly now: string
}

/** One work done at one due date. */
interface Step extends WorkDone {
  readonly name: string
  readonly due: number
}

/**
 * Freezes a sandbox company's clock at `until` and runs everything due on the way, in order, standing at each due
 * date (operator.md, Test clock). Each step commits together with its place of the clock: what a crash left undone
 * is done when the same move is sent again.
 * @param ctx opens no transaction of its own: each step has one
 * @throws BadRequest `CLOCK_NOT_SANDBOX`, `CLOCK_BACKWARDS`
 */
export async function moveClock(
  { db, dueWork }: { readonly db: Database; readonly dueWork: readonly DueWork[] },
  ctx: Context,
  until: Date,
): Promise<ClockMove> {
  checkSandbox(ctx)
  const from = ctx.clock.now()
  if (until < from) throw clockBackwards(from)
  const before = { now: timestamp(from), frozen: ctx.clock.frozen }
  let billed = 0
  let changed = 0
  let previous: Step | null = null
  for (;;) {
    const step: Step | null = await db.transact(ctx.company.id, 'write', (tx) =>
      takeStep({ ...ctx, tx }, dueWork, until, before),
    )
    if (step === null) return { now: timestamp(until), billed, changed }
    if (previous !== null) checkProgress(previous, step)
    billed += step.billed
    changed += step.changed
    previous = step
  }
}

/** Does the next work that is due, or, with nothing left, arrives at `until` and answers `null`. */
async function takeStep(
  ctx: Context,
  dueWork: readonly DueWork[],
  until: Date,
  before: object,
): Promise<Step | null> {
  const { id } = ctx.company
  const frozenAt = await lockClock(ctx.tx, id)
  const now = frozenAt ?? new Date()
  // Another move may have taken the clock further meanwhile, and has then done what was due.
  if (now > until) throw clockBackwards(now)
  const next = await earliest(standing(ctx, now), dueWork, until)
  if (next === undefined) {
    arrive(ctx, frozenAt, until, before)
    return null
  }
  // What was due before the clock began to move is late: time does not run back for it.
  const at = next.due < now ? now : next.due
  setClock(ctx.tx, id, timestamp(at))
  const done = await next.work.run(standing(ctx, at), at)
  return { ...done, name: next.work.name, due: next.due.getTime() }
}

async function earliest(ctx: Context, dueWork: readonly DueWork[], until: Date) {
  let first: { readonly work: DueWork; readonly due: Date } | undefined
  for (const work of dueWork) {
    const due = await work.nextDue(ctx, until)
    if (due !== null && due <= until && (first === undefined || due < first.due)) {
      first = { work, due }
    }
  }
  return first
}

function arrive(ctx: Context, frozenAt: Date | null, until: Date, before: object): void {
  if (frozenAt?.getTime() !== until.getTime()) setClock(ctx.tx, ctx.company.id, timestamp(until))
  const after = { now: timestamp(until), frozen: true }
  if (JSON.stringify(before) === JSON.stringify(after)) return
  audit(ctx, { action: 'clock.move', resourceId: ctx.company.id, before, after })
}

/** The context of the system at an instant. */
function standing(ctx: Context, at: Date): Context {
  return { ...ctx, actor: SYSTEM, clock: companyClock(at, ctx.company.timeZone) }
}

/** A work that stays due without doing anything would never end. */
function checkProgress(previous: Step, step: Step): void {
  const isSame = step.name === previous.name && step.due === previous.due
  if (isSame && previous.billed + previous.changed === 0) {
    throw new Error(`${step.name} stays due after it ran`)
  }
}
