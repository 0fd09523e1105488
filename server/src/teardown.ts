import { setTimeout as sleep } from 'node:timers/promises'

interface Step {
  readonly end: () => Promise<unknown>
  readonly withinMs: number
}

/** What was started, to be ended once, the last first. */
export class Teardown {
  readonly #steps: Step[] = []
  #running: Promise<void> | undefined

  /** Whether it has begun. */
  get isRunning(): boolean {
    return this.#running !== undefined
  }

  /** Adds a step; what does not end within its time is left behind, the process being about to end. */
  add(withinMs: number, end: () => Promise<unknown>): void {
    this.#steps.push({ end, withinMs })
  }

  /** Ends everything; further calls wait for the first. */
  run(): Promise<void> {
    this.#running ??= this.#endAll()
    return this.#running
  }

  async #endAll(): Promise<void> {
    for (const { end, withinMs } of this.#steps.toReversed()) {
      const timer = new AbortController()
      const late = sleep(withinMs, undefined, { signal: timer.signal }).catch(() => undefined)
      await Promise.race([end().catch(() => undefined), late])
      timer.abort()
    }
  }
}
