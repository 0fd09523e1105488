import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TestApp } from '../harness/app.ts'
import type { Reader } from '../properties/proof.ts'

const SERVER = fileURLToPath(new URL('api-server.ts', import.meta.url))

/** An answer over the network. */
export interface NetAnswer {
  readonly status: number
  // Bodies of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
  readonly text: string
  readonly isReplay: boolean
}

/** A client over real HTTP. */
export interface NetClient extends Reader {
  get(path: string): Promise<NetAnswer>
  post(path: string, body?: unknown, idempotencyKey?: string): Promise<NetAnswer>
}

/** Server processes of their own, all on one database. */
export interface Processes {
  /** A client with that key of the process at `index`, counted round. */
  client(index: number, key: string): NetClient
  stop(): Promise<void>
}

/** Starts two API processes on the test's database. */
export async function twoProcesses({ database }: TestApp): Promise<Processes> {
  const children = [0, 1].map(() => fork(SERVER, { execArgv: ['--import', 'tsx'] }))
  const origins = await Promise.all(
    children.map((child) => {
      child.send(database.connection)
      return originOf(child)
    }),
  )
  return {
    client: (index, key) => netClient(`${origins[index % origins.length]}/api`, key),
    async stop() {
      await Promise.all(
        children.map((child) => {
          const gone = new Promise((resolve) => child.once('exit', resolve))
          child.disconnect()
          return gone
        }),
      )
    },
  }
}

function originOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (origin) => resolve(String(origin)))
    child.once('exit', () => reject(new Error('An API process ended.')))
  })
}

/** A client of an API that listens at `base`, its `/api` included. */
export function netClient(base: string, key: string): NetClient {
  const send = async (method: string, path: string, body?: unknown, idempotencyKey?: string) => {
    const answer = await fetch(base + path, {
      method,
      headers: {
        'x-api-key': key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isReplay = answer.headers.get('idempotent-replayed') === 'true'
    return { status: answer.status, body: JSON.parse(text), text, isReplay }
  }
  return {
    get: (path) => send('GET', path),
    post: (path, body, idempotencyKey) => send('POST', path, body, idempotencyKey),
  }
}

/** How often each outcome came: `201`, `400 JOURNAL_NOT_BALANCED`. */
export function tally(answers: readonly NetAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, body } of answers) {
    const outcome = status < 300 ? String(status) : `${status} ${body.code}`
    counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  return counts
}
