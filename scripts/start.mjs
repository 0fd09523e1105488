/** `npm start`: sets up what is missing, then becomes the server. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, install, ROOT } from './setup.mjs'

if (install() && build()) {
  const program = join(ROOT, 'server', 'bin', 'ledgerbee.mjs')
  // In this very process: signals reach the server, and it dies when this process is killed.
  process.argv.splice(1, 1, program, 'serve')
  await import(pathToFileURL(program))
} else {
  console.error('LedgerBee could not be set up: see above.')
  process.exitCode = 1
}
