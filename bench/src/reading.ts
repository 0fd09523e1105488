/**
 * Reading speed over HTTP: the trial balance on 1,000,000 and 10,000,000 lines, and list pages with `total` at
 * 1,000,000 entries; each beside an answer that reads nothing, measured in the same run.
 * Usage: node --import tsx bench/src/reading.ts
 */
import { growBooks } from './bulk-books.ts'
import { makeCompanies } from './companies.ts'
import { startBenchPostgres } from './postgres.ts'
import { ServerProcess } from './processes.ts'

const REPEATS = 25

const postgres = await startBenchPostgres()
const [company] = await makeCompanies(postgres.connection, 1)
if (company === undefined) throw new Error('no company was made')
const server = await ServerProcess.start(postgres.connection)
const { key, id } = company

async function get(path: string): Promise<Response> {
  const url = `http://127.0.0.1:${server.port}${path}`
  const answer = await fetch(url, { headers: { 'x-api-key': key } })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

/** Median of several requests, in ms. */
async function median(path: string): Promise<number> {
  const times: number[] = []
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const started = performance.now()
    await (await get(path)).arrayBuffer()
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  return Number((times[Math.floor(REPEATS / 2)] ?? 0).toFixed(1))
}

async function grow(from: number, to: number): Promise<void> {
  const started = performance.now()
  await growBooks(postgres.connection, id, { from, to })
  console.log(`grown to ${to} entries in ${Math.round((performance.now() - started) / 1000)} s`)
}

const year = new Date().getUTCFullYear()
const trialBalance = '/api/operator/v1/reports/trial-balance'
const list = '/api/v1/journal-entries'

try {
  await grow(0, 250_000)
  const nothing = await median('/nothing')
  const oneMillion = await median(trialBalance)
  const range = `${trialBalance}?from=${year - 2}-02-03&to=${year}-05-17`
  console.log({ lines: 1_000_000, nothing, oneMillion, anyRange: await median(range) })
  await grow(250_000, 1_000_000)
  const pageOne = await median(list)
  let cursor: string | null = null
  // Page 10,000 by cursor, reached in steps of the largest page.
  for (let page = 0; page < 2500; page++) {
    const path: string = `${list}?limit=100${cursor === null ? '' : `&cursor=${cursor}`}`
    cursor = ((await (await get(path)).json()) as { nextCursor: string | null }).nextCursor
  }
  const deep = await median(`${list}?limit=100&cursor=${cursor}`)
  const first = await median(`${list}?limit=100`)
  console.log({
    entries: 1_000_000,
    nothing: await median('/nothing'),
    pageOne,
    byDate: await median(`${list}?sortBy=date`),
    ofYear: await median(`${list}?fromDate=${year}-01-01`),
    ofReference: await median(`${list}?reference=R-4711`),
    firstPageOf100: first,
    page10000ByCursor: deep,
    ratio: Number((deep / first).toFixed(2)),
  })
  await grow(1_000_000, 2_500_000)
  const tenMillion = await median(trialBalance)
  console.log({
    lines: 10_000_000,
    tenMillion,
    ratio: Number((tenMillion / oneMillion).toFixed(2)),
    anyRange: await median(range),
  })
} finally {
  await server.stop()
  await postgres.stop()
}
