import { createEntries, type EntryBody, type LineBody } from '../../domain/ledger/index.ts'
import { createCustomer, createVendor, newCustomer, newVendor } from '../../domain/parties/index.ts'
import type { Context } from '../../kernel/context.ts'
import { formatMinor, type Minor } from '../../kernel/money.ts'
import type { DemoEntry } from './entry.ts'
import { CUSTOMERS, VENDORS } from './parties.ts'
import { listAccountIds, listGroupIds, listVatCodeIds } from './setup-queries.ts'

/** Entries of one call, as in the API's batches. */
const BATCH = 100
/** Of every currency in the demo. */
const DIGITS = 2
/** Kroner for one unit, the same all year: the demo shows books, not markets. */
const RATES: Readonly<Record<string, string>> = { EUR: '7.46', SEK: '0.655', USD: '6.88' }

/** Ids by what the demo calls things. */
interface Names {
  readonly accounts: ReadonlyMap<string, string>
  readonly vatCodes: ReadonlyMap<string, string>
  readonly parties: ReadonlyMap<string, string>
}

/** Makes the demo's customers and vendors, then posts the entries the way the API does. */
export async function postYear(ctx: Context, entries: readonly DemoEntry[]): Promise<void> {
  const { tx, company } = ctx
  const names = {
    accounts: await listAccountIds(tx, company.id),
    vatCodes: await listVatCodeIds(tx, company.id),
    parties: await makeParties(ctx),
  }
  for (let start = 0; start < entries.length; start += BATCH) {
    const bodies = entries.slice(start, start + BATCH).map((entry) => bodyOf(entry, names))
    const [outcome] = await createEntries([{ ctx, apiVersion: 2, bodies, isBatch: true }])
    if (outcome !== undefined && 'error' in outcome) throw outcome.error
  }
}

async function makeParties(ctx: Context): Promise<Map<string, string>> {
  const groups = await listGroupIds(ctx.tx, ctx.company.id)
  const ids = new Map<string, string>()
  for (const { name, countryCode, city, vatZone, currency } of CUSTOMERS) {
    const request = newCustomer.parse({
      ...{ name, countryCode, city, vatZone, currency, customerType: 'company' },
      customerGroupId: known(groups, 'customers'),
    })
    ids.set(name, (await createCustomer(ctx, request)).id)
  }
  for (const [index, { name, countryCode, city, currency }] of VENDORS.entries()) {
    const request = newVendor.parse({
      ...{ name, countryCode, city, currency, vendorNumber: String(index + 1) },
      ...{ vendorGroupId: known(groups, 'vendors'), contacts: [{ name: 'Bogholderiet' }] },
    })
    ids.set(name, (await createVendor(ctx, request)).id)
  }
  return ids
}

function bodyOf(entry: DemoEntry, names: Names): EntryBody {
  const { type, date, dueDate, description, reference, party, currency, originalAmount } = entry
  const partyId = party === null ? null : known(names.parties, party)
  return {
    ...{ entryType: type, date, dueDate, description, reference, currency },
    exchangeRate: RATES[currency] ?? null,
    originalAmount: originalAmount === null ? null : decimal(originalAmount),
    customerId: type.startsWith('CUSTOMER') ? partyId : null,
    vendorId: type.startsWith('SUPPLIER') ? partyId : null,
    lines: entry.lines.map(({ account, side, amount, vatCode }): LineBody => {
      return {
        accountId: known(names.accounts, String(account)),
        [side]: decimal(amount),
        vatCodeId: vatCode === null ? null : known(names.vatCodes, vatCode),
      }
    }),
  }
}

function decimal(amount: Minor): string {
  return formatMinor(amount, DIGITS)
}

function known(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`The demo company has no ${name}`)
  return id
}
