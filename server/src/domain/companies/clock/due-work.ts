import type { Context } from '../../../kernel/context.ts'

/** What was done on the way of a test clock (subscriptions.md, operator endpoints). */
export interface WorkDone {
  /** Documents issued. */
  readonly billed: number
  /** Lifecycle events besides billing. */
  readonly changed: number
}

/**
 * Work that falls due by a company's clock: billing, trials, dunning, scheduled sends. The rooms above declare it;
 * a moving test clock runs it in order, and so does whoever wakes up on real time.
 */
export interface DueWork {
  readonly name: string
  /** The earliest instant up to `until` at which something is due, also one long past; `null`: nothing is. */
  nextDue(ctx: Context, until: Date): Promise<Date | null>
  /**
   * Does what is due at `at`, in the context's transaction, with the clock standing there. What was done is no
   * longer due afterwards.
   */
  run(ctx: Context, at: Date): Promise<WorkDone>
}
