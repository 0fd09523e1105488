/** A call that waits for its turn in a group. */
interface Waiting<Call, Result> {
  readonly call: Call
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers concurrent calls with the same key into groups: the first runs at once, those that arrive while it
 * runs form the next group. Under load the work per transaction is shared; alone, nothing waits.
 */
export class Gatherer<Call, Result> {
  readonly #serve: (calls: readonly Call[]) => Promise<readonly PromiseSettledResult<Result>[]>
  readonly #groupMax: number
  readonly #queues = new Map<string, Waiting<Call, Result>[]>()

  constructor(
    groupMax: number,
    serve: (calls: readonly Call[]) => Promise<readonly PromiseSettledResult<Result>[]>,
  ) {
    this.#groupMax = groupMax
    this.#serve = serve
  }

  /** The result of one call, served together with others of the same key. */
  call(key: string, call: Call): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = { call, resolve, reject }
      const queue = this.#queues.get(key)
      if (queue !== undefined) {
        queue.push(waiting)
        return
      }
      this.#queues.set(key, [waiting])
      void this.#drain(key)
    })
  }

  async #drain(key: string): Promise<void> {
    const queue = this.#queues.get(key)
    if (queue === undefined) return
    while (queue.length > 0) {
      const group = queue.splice(0, this.#groupMax)
      try {
        const results = await this.#serve(group.map((waiting) => waiting.call))
        group.forEach((waiting, index) => {
          const result = results[index]
          if (result?.status === 'fulfilled') waiting.resolve(result.value)
          else waiting.reject(result?.reason ?? new Error('a call of the group got no result'))
        })
      } catch (error) {
        for (const waiting of group) waiting.reject(error)
      }
    }
    this.#queues.delete(key)
  }
}
