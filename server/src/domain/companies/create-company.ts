import { companyClock } from '../../kernel/clock.ts'
import {
  type Actor,
  type CompanyId,
  type Context,
  companyId,
  type Transaction,
} from '../../kernel/context.ts'
import { timestamp } from '../../kernel/calendar.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Database } from '../../platform/db/database.ts'
import { LICENSES } from '../../platform/http/caller.ts'
import { enterCompany, insertCompany } from './company-queries.ts'

/** What a new company is asked for. */
export interface CompanyRequest {
  readonly name: string
  readonly countryCode: string
  readonly currency: string
  readonly sandbox: boolean
  readonly email?: string
  readonly address?: string
  readonly vat?: string
}

/** Fills a new company with what it needs to start: a chart, VAT codes, groups; each room brings its own. */
export type Seed = (ctx: Context) => Promise<void>

const SYSTEM: Actor = { type: 'system', id: null, label: 'company creation', scopes: new Set() }

/** IANA zone of a country's companies; elsewhere the owner sets it. */
const TIME_ZONES: Readonly<Record<string, string>> = {
  DK: 'Europe/Copenhagen',
  SE: 'Europe/Stockholm',
  NO: 'Europe/Oslo',
  FI: 'Europe/Helsinki',
  DE: 'Europe/Berlin',
  GB: 'Europe/London',
}

/** Who makes the company, for its audit log. */
export interface Founder {
  readonly actor: Actor
  readonly requestId: string
  readonly ip: string | null
}

/**
 * Makes a company with everything seeded (ledger.md 2, catalog.md 1) in one transaction of its own, and whatever
 * `then` adds to it there, such as its first API key.
 */
export async function createCompany<T>(
  db: Database,
  request: CompanyRequest,
  by: Founder,
  seeds: readonly Seed[],
  then: (ctx: Context) => Promise<T>,
): Promise<{ readonly ctx: Context; readonly result: T }> {
  const id = companyId(uuidv7())
  return await db.transact(id, 'write', (tx) => found(tx, id, request, by, seeds, then))
}

/**
 * The same in the transaction of a request to another company: together with that request's idempotency key, or not
 * at all. The new company's log names the system, since the caller is none of its own.
 */
export async function createCompanyWithin<T>(
  ctx: Context,
  request: CompanyRequest,
  seeds: readonly Seed[],
  then: (ctx: Context) => Promise<T>,
): Promise<{ readonly ctx: Context; readonly result: T }> {
  const { tx, requestId } = ctx
  const id = companyId(uuidv7())
  const by = { actor: SYSTEM, requestId, ip: null }
  enterCompany(tx, id)
  const founded = await found(tx, id, request, by, seeds, then)
  enterCompany(tx, ctx.company.id)
  audit(ctx, { action: 'company.create', resourceId: id, before: null, after: { ...request } })
  return founded
}

async function found<T>(
  tx: Transaction,
  id: CompanyId,
  request: CompanyRequest,
  by: Founder,
  seeds: readonly Seed[],
  then: (ctx: Context) => Promise<T>,
): Promise<{ readonly ctx: Context; readonly result: T }> {
  const timeZone = TIME_ZONES[request.countryCode] ?? 'UTC'
  const { name, countryCode, currency, sandbox } = request
  const company = {
    ...{ id, name, countryCode, baseCurrency: currency, timeZone, sandbox },
    licenses: new Set(LICENSES),
    setupVersion: 0,
  }
  const ctx: Context = { company, clock: companyClock(null, timeZone), tx, ...by }
  insertCompany(tx, {
    ...{ id, name, countryCode, currency, timeZone, sandbox },
    email: request.email ?? '',
    address: request.address ?? '',
    vat: request.vat ?? null,
    vatPeriod: 'quarter',
    preferredLanguage: countryCode === 'DK' ? 'da' : 'en',
    licenses: LICENSES,
    createdAt: timestamp(ctx.clock.now()),
  })
  for (const seed of seeds) await seed(ctx)
  audit(ctx, { action: 'company.create', resourceId: id, before: null, after: { ...request } })
  return { ctx, result: await then(ctx) }
}
