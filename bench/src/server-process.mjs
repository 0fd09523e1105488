/**
 * The server under test, as built, in a process of its own; its parent asks it what it used. (Under a loader that
 * compiles on the fly every closure is renamed when it is made, which triples the cost of a request.)
 */
import { Session } from 'node:inspector/promises'
import { writeFileSync } from 'node:fs'
import { buildApp } from '../../server/dist/app.js'
import { Database } from '../../server/dist/platform/db/database.js'
import { Vault } from '../../server/dist/platform/secrets/vault.js'
import { Metrics } from '../../server/dist/platform/telemetry/metrics.js'
import { seeds } from '../../server/dist/seeds.js'

const connection = JSON.parse(process.env['BENCH_CONNECTION'] ?? '{}')
const db = new Database(connection, { connectionsMax: 16 })
const app = buildApp({
  db,
  seeds,
  vault: new Vault(Buffer.alloc(32, 7)),
  metrics: new Metrics(),
  logLevel: 'warn',
  publicUrl: 'http://127.0.0.1:8080',
  sunsetDate: '2026-11-08',
  trustedProxies: 0,
})
app.get('/nothing', (_, reply) => reply.send('{}'))
await app.listen({ port: 0, host: '127.0.0.1' })
const profiler = new Session()
profiler.connect()

process.on('message', async (message) => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage()
    const { rss } = process.memoryUsage()
    process.send?.({ cpuMs: (user + system) / 1000, rss, ...db.traffic })
  } else if (message === 'profile') {
    await profiler.post('Profiler.enable')
    await profiler.post('Profiler.setSamplingInterval', { interval: 200 })
    await profiler.post('Profiler.start')
  } else if (message.startsWith('profiled ')) {
    const { profile } = await profiler.post('Profiler.stop')
    writeFileSync(message.slice('profiled '.length), JSON.stringify(profile))
    process.send?.({ profiled: true })
  } else if (message === 'stop') {
    await app.close()
    await db.close()
    process.exit(0)
  }
})
const address = app.server.address()
process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
