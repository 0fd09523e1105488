import { type Command, EXIT } from './command.ts'
import { readOptions } from './options.ts'
import { withDatabase } from './session.ts'
import { say } from './terminal.ts'

/** Brings the database up to this release. */
export const migrateDatabase: Command = {
  usage: 'migrate',
  summary: 'bring the database up to this release (serve does so by itself)',
  async run(args) {
    readOptions(args, {})
    await withDatabase(async (_db, migrations) => {
      for (const name of migrations) say(`applied ${name}`)
      say('The database is up to date.')
    })
    return EXIT.ok
  },
}
