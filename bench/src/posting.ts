/**
 * Posting speed: `POST /v2/journal-entries` with 3 lines, one with VAT, at 32 connections, as a ratio to pgbench
 * TPC-B (scale 20, 8 clients, prepared) run just before and after on the same server and cores.
 * Usage: node --import tsx bench/src/posting.ts [seconds] [companies] [profile-file]
 */
import { type BenchCompany, makeCompanies } from './companies.ts'
import { startBenchPostgres } from './postgres.ts'
import { load, type LoadResult, ServerProcess } from './processes.ts'

const [seconds = 10, companies = 1000] = process.argv.slice(2, 4).map(Number)
const profileFile = process.argv[4]
const CONNECTIONS = 32

const DATE = new Date().toISOString().slice(0, 10)

function entry({ accounts, vatCodes }: BenchCompany, index: number): object {
  const amount = 100 + (index % 900)
  const account = (number: number): string | undefined => accounts.get(number)
  return {
    entryType: 'JOURNAL_ENTRY',
    date: DATE,
    description: `Sale ${index}`,
    reference: `R-${index}`,
    lines: [
      { accountId: account(6480), debit: amount },
      { accountId: account(1010), credit: amount - 10, vatCodeId: vatCodes.get('U25') },
      { accountId: account(3495), credit: 10 },
    ],
  }
}

function request(company: BenchCompany, path: string, body: object): string {
  const text = JSON.stringify(body)
  const length = Buffer.byteLength(text)
  return (
    `POST /api${path} HTTP/1.1\r\nHost: bench\r\nx-api-key: ${company.key}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${text}`
  )
}

const postgres = await startBenchPostgres()
const made = await makeCompanies(postgres.connection, companies)
const server = await ServerProcess.start(postgres.connection)
const [hot] = made
if (hot === undefined) throw new Error('at least one company is needed')

const spread = Array.from({ length: Math.max(companies, 1000) }, (_, index) => {
  const company = made[index % made.length] as BenchCompany
  return request(company, '/v2/journal-entries', entry(company, index))
})
const single = Array.from({ length: 1000 }, (_, index) =>
  request(hot, '/v2/journal-entries', entry(hot, index)),
)
const batch = Array.from({ length: 32 }, (_, index) => {
  const entries = Array.from({ length: 100 }, (_, at) => entry(hot, index * 100 + at))
  return request(hot, '/v2/journal-entries/batch', { entries })
})

async function measure(name: string, requests: string[], perRequest: number): Promise<LoadResult> {
  const job = { port: server.port, connections: CONNECTIONS, requests }
  // Warm: code compiled, and every company's set-up in memory, as in a server that has run for a while.
  for (let warm = 0; warm < requests.length * 1.5; ) {
    warm += (await load({ ...job, seconds: 3 })).count * perRequest
  }
  // Statistics as autovacuum would have made them by then: plans made on empty tables are dropped.
  await postgres.analyze()
  await load({ ...job, seconds: 1 })
  const before = postgres.pgbench(seconds)
  if (profileFile !== undefined && name === 'spread') server.profile()
  const start = await server.usage()
  const databaseStart = postgres.cpuMs()
  const result = await load({ ...job, seconds })
  const end = await server.usage()
  const databaseEnd = postgres.cpuMs()
  if (profileFile !== undefined && name === 'spread') await server.profiled(profileFile)
  const after = postgres.pgbench(seconds)
  const limit = (before + after) / 2
  const per = (amount: number): number => amount / result.count
  console.log(
    JSON.stringify({
      name,
      entriesPerSecond: Math.round(result.rate * perRequest),
      pgbench: Math.round(limit),
      ratio: Number(((result.rate * perRequest) / limit).toFixed(2)),
      p50ms: Number(result.p50.toFixed(1)),
      p99ms: Number(result.p99.toFixed(1)),
      nodeCpuUs: Math.round(per(end.cpuMs - start.cpuMs) * 1000),
      postgresCpuUs: Math.round(per(databaseEnd - databaseStart) * 1000),
      statements: Number(per(end.statements - start.statements).toFixed(2)),
      roundTrips: Number(per(end.flights - start.flights).toFixed(2)),
      rssMb: Math.round(end.rss / 1_048_576),
      statuses: result.statuses,
    }),
  )
  return result
}

try {
  await measure('spread', spread, 1)
  const one = await measure('one company', single, 1)
  const many = await measure('batches of 100', batch, 100)
  console.log(`batches: ${((many.rate * 100) / one.rate).toFixed(1)} times the single rate`)
} finally {
  await server.stop()
  await postgres.stop()
}
