import { loadConfig } from '../config.ts'
import { type RunningServer, startServer } from '../main.ts'
import { type Command, EXIT } from './command.ts'
import { readOptions } from './options.ts'
import { complain, say } from './terminal.ts'

/** A process that is still there by then is let go of the hard way. */
const STOP_MS_MAX = 19_000

/** Starts the server and stays until it is told to end. */
export const serve: Command = {
  usage: 'serve',
  summary: 'run the server (settings: environment variables, see docs)',
  async run(args) {
    readOptions(args, {})
    const ending = endOfProcess()
    const server = await startServer(loadConfig(process.env))
    welcome(server)
    const failure = await Promise.race([ending.then(() => undefined), server.failed])
    if (failure !== undefined) complain(failure)
    await server.stop()
    return failure === undefined ? EXIT.ok : EXIT.failed
  },
}

/** Resolves at the first SIGTERM or SIGINT; a repeated one (Ctrl-C under npm) changes nothing. */
function endOfProcess(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      setTimeout(() => process.exit(EXIT.ok), STOP_MS_MAX).unref()
      resolve()
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end)
  })
}

/** Where everything is; with the key, the one time it can be told. */
function welcome({ publicUrl, firstStart }: RunningServer): void {
  say(`LedgerBee is ready.
  API        ${publicUrl}/api
  Reference  ${publicUrl}/docs`)
  if (firstStart.kind === 'other key') {
    say(
      'There are companies already, so LEDGERBEE_BOOTSTRAP_KEY made no key: ' +
        'use "ledgerbee key create" for another one.',
    )
  }
  if (firstStart.kind !== 'made') return
  const { company, key } = firstStart
  say(`
This first start made the company ${company} to try things with. Its API key may do
everything and is shown this once only:

  ${key}

Try it:

  curl -H 'x-api-key: ${key}' ${publicUrl}/api/v1/accounts
`)
}
