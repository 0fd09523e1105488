import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Installation, printedKey } from '../harness/server-process.ts'

let installation: Installation

beforeEach(() => {
  installation = new Installation()
})

afterEach(() => installation.remove())

test('after kill -9 the server starts again on the same data', async () => {
  const first = await installation.serve()
  const key = printedKey(first)
  const chart = await installation.json('/api/v1/accounts', key)
  await first.kill('SIGKILL')

  const second = await installation.serve()
  expect(await installation.json('/api/v1/accounts', key)).toEqual(chart)
  expect((await second.kill('SIGTERM')).code).toBe(0)
})

test('killed at any moment of its first start, the next one makes exactly one company', async () => {
  let key: string | undefined
  for (const milliseconds of [300, 900, 1500, 2200]) {
    const program = installation.run(['serve'], { PORT: '0' })
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    const { stdout } = await program.kill('SIGKILL')
    key ??= /lb_\w{8}_\w{32,}/.exec(stdout)?.[0]
  }
  const last = await installation.serve()
  key ??= /lb_\w{8}_\w{32,}/.exec(last.stdout)?.[0]
  await last.kill('SIGTERM')
  const proved = await installation.run(['verify']).end()
  expect(proved.stdout.trim().split('\n')).toHaveLength(1)
  expect(proved.code).toBe(0)
})

test('ends with one sentence when its database crashes', async () => {
  const server = await installation.serve()
  const pidFile = join(installation.dataFolder, 'postgres', 'postmaster.pid')
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL')
  const ended = await server.end()
  expect(ended.code).toBe(1)
  expect(ended.stderr).toContain('The embedded PostgreSQL ended by itself: see postgres.log')

  await installation.serve()
  expect(existsSync(pidFile)).toBe(true)
})
