/**
 * `npm test`: sets up, checks, builds, and runs the tests against the embedded PostgreSQL and, where the
 * machine has one, against its own PostgreSQL over TCP. Arguments go to vitest.
 */
import { failedChecks } from './checks.mjs'
import { findInstalledPostgres } from './installed-postgres.mjs'
import { build, install } from './setup.mjs'
import { conclude, NONE, runVitest, sum } from './vitest.mjs'

function testEverything() {
  if (!install()) return { ...NONE, failed: 1 }
  const failed = failedChecks()
  const checks = { ...NONE, failed: failed.length }
  // Tests of the program as a process need the build.
  const built = { ...NONE, failed: build() ? 0 : 1 }
  const args = process.argv.slice(2)
  const runs = [runVitest({ title: 'Tests with the embedded PostgreSQL', args })]
  const postgres = findInstalledPostgres()
  if (postgres) {
    const env = { LEDGERBEE_TEST_POSTGRES: 'tcp' }
    runs.push(runVitest({ title: `Tests with ${postgres} over TCP`, env, args }))
  } else {
    console.log('No PostgreSQL on this machine: tested with the embedded one only.')
  }
  if (failed.length > 0) console.log(`Failed checks: ${failed.join(', ')}`)
  return sum([checks, built, ...runs])
}

conclude(testEverything())
