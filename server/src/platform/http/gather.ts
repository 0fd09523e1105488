/** A call that waits for its turn in a group. */
interface Waiting<Call, Result> {
  readonly call: Call
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

interface Queue<Call, Result> {
  readonly waiting: Waiting<Call, Result>[]
  running: number
}

/** How groups are formed. */
export interface GatherOptions {
  /** Most calls of a group. */
  readonly groupMax: number
  /** Most groups of one key at a time, so that one is prepared while another waits for the database. */
  readonly parallelMax: number
}

/**
 * Gathers concurrent calls with the same key into groups: what arrives together, or while all groups run, is served
 * together. Under load the work per transaction is shared; alone, a call waits for nobody.
 */
export class Gatherer<Call, Result> {
  readonly #serve: (calls: readonly Call[]) => Promise<readonly PromiseSettledResult<Result>[]>
  readonly #options: GatherOptions
  readonly #queues = new Map<string, Queue<Call, Result>>()

  constructor(
    options: GatherOptions,
    serve: (calls: readonly Call[]) => Promise<readonly PromiseSettledResult<Result>[]>,
  ) {
    this.#options = options
    this.#serve = serve
  }

  /** Whether calls of this key are being served. */
  isBusy(key: string): boolean {
    return this.#queues.has(key)
  }

  /** The result of one call, served together with others of the same key. */
  call(key: string, call: Call): Promise<Result> {
    return new Promise((resolve, reject) => {
      let queue = this.#queues.get(key)
      if (queue === undefined) {
        queue = { waiting: [], running: 0 }
        this.#queues.set(key, queue)
      }
      queue.waiting.push({ call, resolve, reject })
      if (queue.running >= this.#options.parallelMax) return
      queue.running++
      const started = queue
      // Requests that came in with the same turn of the event loop join the group.
      setImmediate(() => void this.#drain(key, started))
    })
  }

  async #drain(key: string, queue: Queue<Call, Result>): Promise<void> {
    while (queue.waiting.length > 0) {
      await this.#serveGroup(queue.waiting.splice(0, this.#options.groupMax))
    }
    queue.running--
    if (queue.running === 0) this.#queues.delete(key)
  }

  async #serveGroup(group: readonly Waiting<Call, Result>[]): Promise<void> {
    try {
      const results = await this.#serve(group.map((waiting) => waiting.call))
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index]
        if (result?.status === 'fulfilled') resolve(result.value)
        else reject(result?.reason ?? new Error('a call of the group got no result'))
      }
    } catch (error) {
      for (const waiting of group) waiting.reject(error)
    }
  }
}
