/** What `npm start` and `npm test` do from nothing: install, build. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the checkout. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const BUILT = join(ROOT, 'server', 'dist', '.built')
const BUILD_INPUTS = ['server/src', 'server/tsconfig.build.json', 'tsconfig.base.json']

/** Runs a program in `folder` of the checkout, its output on ours; `true` when it succeeded. */
export function run(program, args, { folder = '.', ...options } = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: join(ROOT, folder),
    stdio: 'inherit',
    ...options,
  })
  if (error) console.error(`${program}: ${error.message}`)
  return status === 0
}

/** Path of a program that npm installed. */
export function installed(name) {
  return join(ROOT, 'node_modules', '.bin', name)
}

/** Runs `npm ci` when node_modules is missing or older than the lock file; `false` when it failed. */
export function install() {
  const done = join(ROOT, 'node_modules', '.package-lock.json')
  if (changedAt(done) >= changedAt(join(ROOT, 'package-lock.json'))) return true
  console.log('Installing the dependencies (npm ci) ...')
  return npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

/** Runs npm itself, the one that started us if any; `false` when it failed. */
export function npm(args, options) {
  const program = process.env.npm_execpath
  return program?.endsWith('.js')
    ? run(process.execPath, [program, ...args], options)
    : run('npm', args, { shell: process.platform === 'win32', ...options })
}

/** Compiles the server when its build is older than its sources; `false` when that failed. */
export function build() {
  const changed = Math.max(...BUILD_INPUTS.map((input) => newestIn(join(ROOT, input))))
  if (changedAt(BUILT) >= changed) return true
  console.log('Building the server ...')
  const isBuilt = run(installed('tsc'), ['-p', 'server/tsconfig.build.json'])
  if (isBuilt) writeFileSync(BUILT, '')
  return isBuilt
}

function changedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0
}

/** Folders count too: a deleted file changes its folder. */
function newestIn(path) {
  if (!statSync(path).isDirectory()) return changedAt(path)
  const entries = readdirSync(path, { recursive: true })
  return Math.max(changedAt(path), ...entries.map((entry) => changedAt(join(path, entry))))
}
