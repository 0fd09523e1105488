import { type Verification, verifyBooks } from '../domain/ledger/index.ts'
import type { CompanyId } from '../kernel/context.ts'
import type { Database } from '../platform/db/database.ts'
import { type Command, EXIT } from './command.ts'
import { readOptions } from './options.ts'
import { inCompany, listCompanyIds, readCompanyId, withDatabase } from './session.ts'
import { complain, say } from './terminal.ts'

const PROGRESS_MS = 2000

/** Proves the books of one company or of all from their stored rows (ledger.md 12.4). */
export const verify: Command = {
  usage: 'verify [--company <id>]',
  summary: 'prove the books again from every entry; exit code 1 when they are broken',
  async run(args) {
    const { company } = readOptions(args, { company: { type: 'string' } })
    const only = company === undefined ? undefined : readCompanyId(company)
    const isWhole = await withDatabase(async (db) => {
      const ids = only === undefined ? await listCompanyIds(db) : [only]
      let ok = true
      for (const id of ids) ok = (await verifyCompany(db, id)) && ok
      return ok
    })
    return isWhole ? EXIT.ok : EXIT.failed
  },
}

async function verifyCompany(db: Database, id: CompanyId): Promise<boolean> {
  const [name, proof] = await inCompany(db, id, 'read', async (ctx) => {
    const { name } = ctx.company
    return [name, await verifyBooks(ctx, progress(name))] as const
  })
  say(line(id, name, proof))
  return proof.ok
}

/** Tells on standard error, every now and then, how far a long proof has come. */
function progress(name: string): (position: number) => void {
  let told = performance.now()
  return (position) => {
    if (performance.now() - told < PROGRESS_MS) return
    told = performance.now()
    complain(`${name}: ${position} entries so far`)
  }
}

function line(id: CompanyId, name: string, { ok, entries, headHash, firstBroken }: Verification) {
  if (ok) return `ok      ${id}  ${name}: ${entries} entries, head ${headHash || 'none'}`
  const where =
    firstBroken?.chainPosition == null ? '' : ` at position ${firstBroken.chainPosition}`
  return `BROKEN  ${id}  ${name}: ${firstBroken?.reason}${where}: ${firstBroken?.message}`
}
