import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The program as it is installed: it runs the build in `server/dist`. */
const PROGRAM = fileURLToPath(new URL('../../bin/ledgerbee.mjs', import.meta.url))

/** How a process of the program ended and what it said. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A process of the program, its settings from `env` alone. */
export class Program {
  readonly #child: ChildProcess
  readonly #ended: Promise<Ended>
  stdout = ''
  stderr = ''

  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH: process.env['PATH'] ?? '', LEDGERBEE_LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child.stdout?.on('data', (text: Buffer) => {
      this.stdout += text.toString()
    })
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.stderr += text.toString()
    })
    this.#ended = new Promise((resolve) => {
      this.#child.on('close', (code) => {
        resolve({ code, stdout: this.stdout, stderr: this.stderr })
      })
    })
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<Ended> {
    this.#child.kill(signal)
    return this.#ended
  }

  end(): Promise<Ended> {
    return this.#ended
  }
}

/** A data folder and a port of a test's own, and the processes started on them. */
export class Installation {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'ledgerbee-e2e-'))
  readonly #programs: Program[] = []
  #port = 0

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Starts a command; `env` adds to the folder and port. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
    const settings = { LEDGERBEE_DATA: this.dataFolder, PORT: String(this.#port), ...env }
    const program = new Program(args, settings)
    this.#programs.push(program)
    return program
  }

  /** Starts the server and waits until it takes requests. */
  async serve(env: Readonly<Record<string, string>> = {}): Promise<Program> {
    this.#port ||= await freePort()
    const program = this.run(['serve'], env)
    while (program.isRunning) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined)
      // Its words come through a pipe and may lag behind.
      if (answer?.status === 200 && program.stdout.includes('/docs')) return program
      await sleep(30)
    }
    throw new Error(`The server did not start: ${program.stderr}`)
  }

  get(path: string, key?: string): Promise<Response> {
    return fetch(this.url + path, { headers: key === undefined ? {} : { 'x-api-key': key } })
  }

  // The tests look into bodies of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  async json(path: string, key?: string): Promise<any> {
    return await (await this.get(path, key)).json()
  }

  /** Ends whatever runs, and removes the folder. */
  async remove(): Promise<void> {
    await Promise.all(this.#programs.map((program) => program.kill('SIGKILL')))
    // The embedded PostgreSQL notices the end of its parent and writes its checkpoint.
    await sleep(500)
    rmSync(this.dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

/** The API key in what a first start prints. */
export function printedKey({ stdout }: { readonly stdout: string }): string {
  const key = /lb_\w{8}_\w{32,}/.exec(stdout)?.[0]
  if (key === undefined) throw new Error(`no key was printed: ${stdout}`)
  return key
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}
