import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Installation, printedKey } from '../harness/server-process.ts'

let installation: Installation

beforeEach(() => {
  installation = new Installation()
})

afterEach(() => installation.remove())

describe('the server', () => {
  test('starts from nothing, tells its key once, ends at SIGTERM and keeps its data', async () => {
    const first = await installation.serve()
    const key = printedKey(first)
    expect(first.stdout).toContain(
      `curl -H 'x-api-key: ${key}' ${installation.url}/api/v1/accounts`,
    )
    const accounts = await installation.get('/api/v1/accounts', key)
    expect(accounts.status).toBe(200)
    const chart = await accounts.json()
    expect(chart).toContainEqual(expect.objectContaining({ accountNumber: 6480, name: 'Bank' }))

    const began = performance.now()
    expect(await first.kill('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
    expect(performance.now() - began).toBeLessThan(20_000)

    const second = await installation.serve()
    expect(second.stdout).not.toMatch(/lb_/)
    expect(await installation.json('/api/v1/accounts', key)).toEqual(chart)
    // Ctrl-C under npm comes twice.
    void second.kill('SIGINT')
    expect((await second.kill('SIGINT')).code).toBe(0)
  })

  test('serves health, metrics, the document and the reference without a key', async () => {
    await installation.serve()
    for (const path of ['/health/live', '/health/ready', '/metrics', '/openapi.json', '/docs/']) {
      expect([path, (await installation.get(path)).status]).toEqual([path, 200])
    }
    const document = await installation.json('/api/1.0/schema.json')
    expect(document.servers).toEqual([{ url: `${installation.url}/api` }])
    const metrics = await (await installation.get('/metrics')).text()
    expect(metrics).toMatch(/^ledgerbee_outbox_events\{state="waiting"\} 0$/m)
    expect(metrics).toMatch(/^ledgerbee_jobs\{state="failed"\} 0$/m)
    expect(metrics).toMatch(/^ledgerbee_database_connections\{state="idle"\} \d+$/m)
    expect((await installation.get('/api/v1/accounts')).status).toBe(401)
  })

  test('gives the first key the value of LEDGERBEE_BOOTSTRAP_KEY, and no later one', async () => {
    const key = `lb_bootstrp_${'k'.repeat(40)}`
    const other = `lb_another1_${'k'.repeat(40)}`
    const first = await installation.serve({ LEDGERBEE_BOOTSTRAP_KEY: key })
    expect(printedKey(first)).toBe(key)
    const scopes = (await installation.json('/api/v1/api-key', key)).scopes
    expect(scopes).toEqual(
      expect.arrayContaining(['operator', 'portal-sso-mint', 'invoices-write']),
    )
    await first.kill('SIGTERM')

    const same = await installation.serve({ LEDGERBEE_BOOTSTRAP_KEY: key })
    expect(same.stdout).not.toContain('LEDGERBEE_BOOTSTRAP_KEY')
    await same.kill('SIGTERM')

    const later = await installation.serve({ LEDGERBEE_BOOTSTRAP_KEY: other })
    expect(later.stdout).toContain(
      'There are companies already, so LEDGERBEE_BOOTSTRAP_KEY made no',
    )
    expect((await installation.get('/api/v1/accounts', other)).status).toBe(401)
  })

  test.each([
    ['a wrong setting', { PORT: 'eighty' }, 78, 'PORT must be a whole number from 0 to 65535.'],
    [
      'a database that is not there',
      {
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        LEDGERBEE_SECRET_KEY: 'ab'.repeat(32),
      },
      78,
      /^The database cannot be reached: .+\.$/,
    ],
  ])('refuses %s with one sentence', async (_, env, code, sentence) => {
    const ended = await installation.run(['serve'], env).end()
    expect(ended.code).toBe(code)
    expect(ended.stderr.trim()).toMatch(sentence)
    expect(ended.stderr.trim().split('\n')).toHaveLength(1)
  })

  test('says in one sentence that the port is taken, and keeps its key for the next start', async () => {
    const first = await installation.serve()
    await first.kill('SIGTERM')
    const other = new Installation()
    const taken = createServer().listen(Number(new URL(installation.url).port), '127.0.0.1')
    try {
      const env = { PORT: new URL(installation.url).port }
      const ended = await other.run(['serve'], env).end()
      expect(ended.code).toBe(1)
      expect(ended.stderr).toMatch(/^LedgerBee cannot listen on 127\.0\.0\.1, port \d+: .+\.\n$/)
      expect(printedKey(await other.serve())).toMatch(/^lb_/)
    } finally {
      taken.close()
      await other.remove()
    }
  })
})
