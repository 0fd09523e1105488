import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** What a server process used since it started. */
export interface Usage {
  readonly cpuMs: number
  readonly rss: number
  readonly statements: number
  readonly flights: number
}

/** What a load run saw; times in ms. */
export interface LoadResult {
  readonly count: number
  readonly rate: number
  readonly p50: number
  readonly p99: number
  readonly statuses: Readonly<Record<string, number>>
}

const TSX = ['--import', 'tsx']

/** The server under test in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess
  readonly port: number

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  static async start(connection: object): Promise<ServerProcess> {
    const child = fork(new URL('server-process.mjs', import.meta.url), {
      env: { ...process.env, BENCH_CONNECTION: JSON.stringify(connection), NODE_ENV: 'production' },
    })
    const [{ port }] = await once(child, 'message')
    return new ServerProcess(child, port)
  }

  async usage(): Promise<Usage> {
    this.#child.send('usage')
    const [usage] = await once(this.#child, 'message')
    return usage
  }

  profile(): void {
    this.#child.send('profile')
  }

  /** Stops profiling and writes a `.cpuprofile`. */
  async profiled(file: string): Promise<void> {
    this.#child.send(`profiled ${file}`)
    await once(this.#child, 'message')
  }

  async stop(): Promise<void> {
    this.#child.send('stop')
    await once(this.#child, 'exit')
  }
}

/** Runs a load from a process of its own. */
export async function load(job: {
  port: number
  connections: number
  seconds: number
  requests: readonly string[]
}): Promise<LoadResult> {
  const child = fork(new URL('load-process.ts', import.meta.url), { execArgv: TSX })
  await once(child, 'message')
  child.send(job)
  const [result] = await once(child, 'message')
  return result
}
