import { inspect } from 'node:util'
import { type Command, CommandError, EXIT, UsageError } from './cli/command.ts'
import { companyCreate } from './cli/create-company.ts'
import { keyCreate } from './cli/create-key.ts'
import { demo } from './cli/demo.ts'
import { migrateDatabase } from './cli/migrate.ts'
import { serve } from './cli/serve.ts'
import { complain, say } from './cli/terminal.ts'
import { verify } from './cli/verify.ts'
import { ConfigError } from './kernel/config-error.ts'
import { CallerError } from './kernel/errors.ts'
import { StartError } from './listen.ts'

const COMMANDS: readonly Command[] = [
  serve,
  migrateDatabase,
  companyCreate,
  keyCreate,
  verify,
  demo,
]

/** The words a command is called by: those of its usage before the first option. */
function wordsOf({ usage }: Command): string[] {
  return usage.split(/ [-[]/, 1).join('').split(' ')
}

function help(): string {
  const rows = COMMANDS.map(({ usage, summary }) => `  ledgerbee ${usage}\n      ${summary}`)
  return `LedgerBee: accounting, invoicing and subscription billing.\n\n${rows.join('\n')}`
}

async function run(args: string[]): Promise<number> {
  if (args.length === 0 || args.some((arg) => arg === '--help' || arg === '-h')) {
    say(help())
    return EXIT.ok
  }
  for (const command of COMMANDS) {
    const words = wordsOf(command)
    if (words.every((word, index) => args[index] === word)) {
      return await command.run(args.slice(words.length))
    }
  }
  const asked = args.filter((arg) => !arg.startsWith('-')).slice(0, 2)
  throw new UsageError(`There is no command "${asked.join(' ')}": see ledgerbee --help.`)
}

/** One sentence for what the user can put right; the whole story only for what is our fault. */
function explain(error: unknown): number {
  const isOurs = !(
    error instanceof ConfigError ||
    error instanceof UsageError ||
    error instanceof CommandError ||
    error instanceof StartError ||
    error instanceof CallerError
  )
  complain(isOurs ? inspect(error) : error.message)
  if (error instanceof ConfigError) return EXIT.config
  if (error instanceof UsageError) return EXIT.usage
  return isOurs ? EXIT.software : EXIT.failed
}

const exitCode = await run(process.argv.slice(2)).catch(explain)
// What is left behind after a timely stop (a hanging request) must not keep the process.
process.exit(exitCode)
