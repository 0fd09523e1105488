/** Everything that is checked without running the code. */
import { spawnSync } from 'node:child_process'
import { installed, ROOT, run } from './setup.mjs'

const CHECKS = {
  types: () => run(installed('tsc'), ['-p', 'server/tsconfig.json', '--noEmit']),
  lint: () => run(installed('oxlint'), ['--deny-warnings']),
  format: () => run(installed('biome'), ['ci', '--max-diagnostics=20', '.']),
  imports: checkImports,
  unused: () => run(installed('knip'), ['--no-progress', '--no-config-hints']),
}

/** Runs every check and says how each went; the result names those that failed. */
export function failedChecks() {
  return Object.entries(CHECKS).flatMap(([name, check]) => {
    const startedAt = performance.now()
    const isGood = check()
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`check ${name}: ${isGood ? 'good' : 'FAILED'} (${seconds} s)`)
    return isGood ? [] : [name]
  })
}

/** A cruise that finds no modules finds no faults either: it must have seen the program. */
function checkImports() {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'server/src']
  const { stdout, stderr } = spawnSync(installed('depcruise'), args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  try {
    const { modules, summary } = JSON.parse(stdout)
    for (const { rule, from, to } of summary.violations)
      console.log(`  ${rule.name}: ${from} -> ${to}`)
    const ours = modules.filter(({ source }) => source.startsWith('server/src/'))
    const hasSeen = ours.some(({ dependencies }) => dependencies.length > 0)
    if (!hasSeen) console.log('  dependency-cruiser saw no modules of ours')
    return hasSeen && summary.violations.length === 0
  } catch {
    console.log(stderr)
    return false
  }
}
