/** Runs the test suite and counts. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { ROOT, run } from './setup.mjs'

const TIMEOUT_MS = 20 * 60_000

/** What a run without tests adds up to. */
export const NONE = Object.freeze({ passed: 0, failed: 0, skipped: 0 })

/** Adds counts up. */
export function sum(counts) {
  return counts.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NONE,
  )
}

/** The line CI reads. */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * Ends a run: says the total, as the very last line, or hands it to whoever adds several runs up.
 * @param total counts of the run; any failure makes the exit code 1.
 */
export function conclude(total) {
  const handTo = process.env.LEDGERBEE_TEST_TOTAL
  if (handTo) writeFileSync(handTo, JSON.stringify(total))
  else console.log(totalLine(total))
  if (total.failed > 0) process.exitCode = 1
}

/**
 * Runs vitest once.
 * @param options `title` for people, `node` to run it with, `env` to add, `args` for vitest.
 */
export function runVitest({ title, node = process.execPath, env = {}, args = [] }) {
  console.log(`\n== ${title} ==`)
  const scratch = mkdtempSync(join(tmpdir(), 'ledgerbee-results-'))
  const results = join(scratch, 'results.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const isGood = run(node, [vitest, 'run', ...reporters, ...args], {
    folder: 'server',
    env: { ...process.env, ...env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  })
  const counts = existsSync(results) ? countsOf(JSON.parse(readFileSync(results, 'utf8'))) : NONE
  rmSync(scratch, { recursive: true })
  // A run may fail without a failing test: the set-up, an unhandled rejection, no test found.
  return !isGood && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function countsOf({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  }
}
