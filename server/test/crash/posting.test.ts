import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { netClient } from '../concurrency/two-processes.ts'
import { Installation, type Program, printedKey } from '../harness/server-process.ts'
import { proveBooks, type ShownEntry } from '../properties/proof.ts'

const CLIENTS = 24
const LOAD_MS = 1500

let installation: Installation

beforeEach(() => {
  installation = new Installation()
})
afterEach(() => installation.remove())

/** Posts, one after the other and each with a key of its own, until the server is gone. */
class Load {
  readonly acknowledged = new Map<string, ShownEntry>()
  readonly unanswered: string[] = []
  readonly #key: string
  readonly #accounts: readonly string[]

  constructor(key: string, accounts: readonly string[]) {
    this.#key = key
    this.#accounts = accounts
  }

  async run(client: number): Promise<void> {
    for (let number = 0; this.unanswered.length < CLIENTS; number += 1) {
      if (!(await this.post(`${client}-${number}`))) return
    }
  }

  /** Sends the entry of that reference; `false` when there is no answer. */
  async post(reference: string): Promise<boolean> {
    const [debit, credit] = this.#accounts
    const lines = [
      { accountId: debit, debit: 1.25 },
      { accountId: credit, credit: 1.25 },
    ]
    const entry = { entryType: 'JOURNAL_ENTRY', date: '2026-03-01', lines, reference }
    const api = netClient(`${installation.url}/api`, this.#key)
    const answer = await api.post('/v2/journal-entries', entry, reference).catch(() => undefined)
    if (answer === undefined) {
      this.unanswered.push(reference)
      return false
    }
    expect(answer.status, answer.text).toBe(201)
    this.acknowledged.set(reference, answer.body)
    return true
  }
}

async function kill(server: Program, what: string): Promise<void> {
  if (what.endsWith('PostgreSQL')) {
    const pidFile = join(installation.dataFolder, 'postgres', 'postmaster.pid')
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL')
  }
  await server.kill('SIGKILL')
}

test.each(['the server', 'the server and its PostgreSQL'])(
  'kill -9 of %s under load: what was acknowledged is there once, and the books are proved',
  async (what) => {
    const server = await installation.serve()
    const key = printedKey(server)
    const api = netClient(`${installation.url}/api`, key)
    const chart: { id: string; accountNumber: number }[] = (await api.get('/v1/accounts')).body
    const accounts = chart.filter(({ accountNumber }) => [6480, 6486].includes(accountNumber))
    const load = new Load(
      key,
      accounts.map(({ id }) => id),
    )
    const running = Array.from({ length: CLIENTS }, (_, client) => load.run(client))
    await sleep(LOAD_MS)
    await kill(server, what)
    await Promise.all(running)
    expect(load.acknowledged.size).toBeGreaterThan(CLIENTS)
    expect(load.unanswered).toHaveLength(CLIENTS)

    await installation.serve()
    const kept = new Map((await proveBooks(api)).map((entry) => [entry.reference, entry]))
    for (const [reference, entry] of load.acknowledged) {
      expect(kept.get(reference)).toEqual(entry)
    }
    // Whoever got no answer asks again with the same key: still once, whether it had been posted or not.
    const again = load.unanswered.splice(0)
    await Promise.all(again.map((reference) => load.post(reference)))
    const references = (await proveBooks(api)).map(({ reference }) => reference)
    expect(references.toSorted()).toEqual([...load.acknowledged.keys()].toSorted())
  },
  60_000,
)
