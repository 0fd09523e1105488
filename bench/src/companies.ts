import { ALL_SCOPES, issueKey } from '../../server/src/access/index.ts'
import { createCompany } from '../../server/src/domain/companies/index.ts'
import { Database } from '../../server/src/platform/db/database.ts'
import { sql } from '../../server/src/platform/db/sql.ts'
import { seeds } from '../../server/src/seeds.ts'

/** A company of a benchmark: its key and the ids a post needs. */
export interface BenchCompany {
  readonly id: string
  readonly key: string
  readonly accounts: ReadonlyMap<number, string>
  readonly vatCodes: ReadonlyMap<string, string>
}

const SYSTEM = { type: 'system', id: null, label: 'bench', scopes: new Set<string>() } as const

/** Makes fully seeded companies through the code that makes every company. */
export async function makeCompanies(connection: object, count: number): Promise<BenchCompany[]> {
  const db = new Database(connection, { connectionsMax: 4 })
  const request = { name: 'Bench ApS', countryCode: 'DK', currency: 'DKK', sandbox: true }
  const by = { actor: SYSTEM, requestId: 'bench', ip: null }
  const companies: BenchCompany[] = []
  for (let made = 0; made < count; made++) {
    const { ctx, result } = await createCompany(db, request, by, seeds, async (ctx) => {
      const { key } = issueKey(ctx, { name: 'bench', scopes: ALL_SCOPES })
      const accounts = await ctx.tx.rows<{ number: number; id: string }>(
        sql`select account_number as number, id from accounts`,
      )
      const codes = await ctx.tx.rows<{ code: string; id: string }>(
        sql`select vat_code as code, id from vat_codes`,
      )
      return {
        key,
        accounts: new Map(accounts.map(({ number, id }) => [number, id])),
        vatCodes: new Map(codes.map(({ code, id }) => [code, id])),
      }
    })
    companies.push({ id: ctx.company.id, ...result })
  }
  await db.close()
  return companies
}
