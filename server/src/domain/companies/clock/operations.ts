import { z } from 'zod'
import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Database } from '../../../platform/db/database.ts'
import * as f from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import type { DueWork } from './due-work.ts'
import { checkSandbox } from './errors.ts'
import { moveClock } from './move-clock.ts'
import { releaseClock } from './release-clock.ts'

/** What the clock's operations are made of. */
export interface ClockParts {
  readonly db: Database
  /** Everything that falls due by a company's clock, in the order in which it runs at one instant. */
  readonly dueWork: readonly DueWork[]
}

const clockSchema = z.object({ now: z.iso.datetime(), frozen: z.boolean() }).meta({ id: 'Clock' })

const clockMoveSchema = z
  .object({
    now: z.iso.datetime(),
    billed: z.int().describe('Documents issued on the way.'),
    changed: z.int().describe('Lifecycle events on the way.'),
  })
  .meta({ id: 'ClockMove' })

const operator = { surface: 'operator', tag: 'Test clock', scope: 'operator' } as const
const path = '/clock'

/** The test clock of a sandbox company (operator.md, Test clock). */
export function clockOperations(parts: ClockParts): readonly AnyOperation[] {
  return [
    operation({
      id: 'getClock',
      ...operator,
      method: 'GET',
      path,
      summary: 'Get the test clock',
      answer: clockSchema,
      status: 200,
      errors: ['CLOCK_NOT_SANDBOX'],
      run: async (ctx) => clockView(ctx),
    }),
    operation({
      id: 'moveClock',
      ...operator,
      method: 'POST',
      path,
      summary: 'Move the test clock',
      description: 'Freezes the clock there and runs everything that falls due on the way.',
      body: f.object({ now: f.timestamp() }),
      answer: clockMoveSchema,
      status: 200,
      transaction: 'own',
      audits: ['clock.move'],
      errors: ['CLOCK_BACKWARDS', 'CLOCK_NOT_SANDBOX'],
      run: (ctx, { body }) => moveClock(parts, ctx, new Date(body.now)),
    }),
    operation({
      id: 'releaseClock',
      ...operator,
      method: 'DELETE',
      path,
      summary: 'Return to real time',
      status: 204,
      audits: ['clock.release'],
      errors: ['CLOCK_BACKWARDS', 'CLOCK_NOT_SANDBOX'],
      run: async (ctx) => {
        await releaseClock(ctx)
        return undefined
      },
    }),
  ]
}

function clockView(ctx: Context): z.input<typeof clockSchema> {
  checkSandbox(ctx)
  return { now: timestamp(ctx.clock.now()), frozen: ctx.clock.frozen }
}
