/** `npm start`: sets up what is missing, then becomes the server. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, install, ROOT } from './setup.mjs'

const LOOK_EVERY_MS = 500

/** npm passes no SIGTERM on: when it is gone, the server stops as if it had been told so itself. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    process.kill(process.pid, 'SIGTERM')
  }, LOOK_EVERY_MS)
  look.unref()
}

if (install() && build()) {
  const program = join(ROOT, 'server', 'bin', 'ledgerbee.mjs')
  // In this very process: signals reach the server, and it dies when this process is killed.
  process.argv.splice(1, 1, program, 'serve')
  stopWithNpm()
  await import(pathToFileURL(program))
} else {
  console.error('LedgerBee could not be set up: see above.')
  process.exitCode = 1
}
