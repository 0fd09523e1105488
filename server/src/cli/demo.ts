import type { Context } from '../kernel/context.ts'
import { brokenConstraint } from '../platform/db/database.ts'
import { type Command, CommandError, EXIT } from './command.ts'
import { postYear } from './demo/post-year.ts'
import { claimDemoYear, findDemoCompany } from './demo/setup-queries.ts'
import { demoYear } from './demo/year.ts'
import { readOptions } from './options.ts'
import { inCompany, withDatabase } from './session.ts'
import { say } from './terminal.ts'

/** Fills the demo company with a year of life, all or nothing, once. */
export const demo: Command = {
  usage: 'demo',
  summary: 'fill the demo company with a year of life',
  async run(args) {
    readOptions(args, {})
    await withDatabase(async (db) => {
      const company = await db.transact(null, 'read', findDemoCompany)
      if (company === undefined) {
        throw new CommandError(
          'There is no demo company: the first start on an empty database makes one (ledgerbee serve).',
        )
      }
      const entries = await inCompany(db, company, 'write', fill)
      say(`Posted ${entries} entries of one year in the demo company.`)
    })
    return EXIT.ok
  },
}

async function fill(ctx: Context): Promise<number> {
  try {
    await claimDemoYear(ctx.tx, ctx.company.id)
  } catch (error) {
    if (brokenConstraint(error) !== 'installation_pkey') throw error
    throw new CommandError('The demo company has its year of life already; it gets no second one.')
  }
  const entries = demoYear(ctx.clock.today())
  await postYear(ctx, entries)
  return entries.length
}
