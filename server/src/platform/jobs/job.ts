import type { CompanyId } from '../../kernel/context.ts'

/** A job as its task gets it. */
export interface Job {
  /** The company whose transaction enqueued it; `null` for a task that ran by the clock. */
  readonly companyId: CompanyId | null
  readonly payload: Readonly<Record<string, unknown>>
  /** 1 at the first try. */
  readonly attempt: number
  /** Fires when the server stops: what can be left for later should be. */
  readonly signal: AbortSignal
}

/**
 * Work in the background. It may run twice for one job (a process that dies in the middle), and must do no harm
 * then. A failed job is tried again after growing pauses, 25 times in three days.
 */
export interface Task {
  /** Lower-case words with dashes, unique. */
  readonly name: string
  /** When it runs by itself, in crontab's five fields, UTC. */
  readonly cron?: string
  run(job: Job): Promise<void>
}
