import { ALL_SCOPES, isLiveKey, issueKey } from './access/index.ts'
import { createCompany } from './domain/companies/index.ts'
import type { Context } from './kernel/context.ts'
import { brokenConstraint, type Database } from './platform/db/database.ts'
import { sql } from './platform/db/sql.ts'
import { seeds } from './seeds.ts'

/**
 * `made`: the database was empty and the demo company stands in it, with the text of its API key, which is told
 * here and never again. `other key`: there are companies already, and the bootstrap key is none of theirs.
 */
export type FirstStart =
  | { readonly kind: 'made'; readonly company: string; readonly key: string }
  | { readonly kind: 'other key' }
  | { readonly kind: 'none' }

/** A company out of thin air: the CVR number is the contract's example. */
const DEMO = {
  ...{ name: 'Demo ApS', countryCode: 'DK', currency: 'DKK', sandbox: true },
  ...{ email: 'demo@example.com', address: 'Bistadevej 1', vat: '25313763' },
}

const BY = {
  actor: { type: 'system', id: null, label: 'first start', scopes: new Set<string>() },
  requestId: 'first-start',
  ip: null,
} as const

/** Name of the row of `installation` that says which company is the demo company. */
const DEMO_COMPANY = 'demo company'

/**
 * Makes the demo company in an empty database, with an API key that holds every scope (operator.md, Running). Of many
 * nodes that start at once one does.
 * @param key the key's text; `undefined`: a random one.
 */
export async function bootstrap(db: Database, key: string | undefined): Promise<FirstStart> {
  if (await hasCompanies(db)) {
    const isOther = key !== undefined && !(await isLiveKey(db, key))
    return { kind: isOther ? 'other key' : 'none' }
  }
  try {
    const { result } = await createCompany(db, DEMO, BY, seeds, async (ctx) => {
      await claimInstallation(ctx)
      return issueKey(ctx, { name: 'First key', scopes: ALL_SCOPES, ...(key && { key }) })
    })
    return { kind: 'made', company: DEMO.name, key: result.key }
  } catch (error) {
    if (brokenConstraint(error) === 'installation_pkey') return { kind: 'none' }
    throw error
  }
}

async function hasCompanies(db: Database): Promise<boolean> {
  const rows = await db.query(sql`select from list_company_ids() limit 1`)
  return rows.length > 0
}

/** Its key lets one node through; the others wait for that one and then make nothing. */
async function claimInstallation({ tx, company }: Context): Promise<void> {
  await tx.run(sql`
    insert into installation (name, value) values (${DEMO_COMPANY}, ${JSON.stringify(company.id)})`)
}
