import type { Context } from '../../../kernel/context.ts'
import { findTagFacts, type TagFact } from '../dimensions/index.ts'
import type { LedgerSetup } from '../setup/ledger-setup.ts'
import type { EntryInput } from './entry.ts'
import { findPartyGroups, findRates } from './journal-queries.ts'

/** What the rules must know of everything that some entries name. */
export interface EntryFacts {
  readonly setup: LedgerSetup
  readonly baseCurrency: string
  /** Today in the company's time zone. */
  readonly today: string
  readonly lockedThrough: string | null
  /** Group id by customer id. */
  readonly customers: ReadonlyMap<string, string>
  /** Group id by vendor id. */
  readonly vendors: ReadonlyMap<string, string>
  readonly tags: ReadonlyMap<string, TagFact>
  /** Rate of the table by `<currency> <date>`, decimal text. */
  readonly rates: ReadonlyMap<string, string>
}

/** The facts that are read per entry, not kept with the set-up. */
export type NamedFacts = Pick<EntryFacts, 'customers' | 'vendors' | 'tags' | 'rates'>

/** Key of `EntryFacts.rates`. */
export function rateKey(currency: string, date: string): string {
  return `${currency} ${date}`
}

/** Reads the parties, tags and rates that the entries name, in one flight; nothing when they name none. */
export async function findNamedFacts(
  ctx: Context,
  entries: readonly EntryInput[],
): Promise<NamedFacts> {
  const { tx, company } = ctx
  const named = collect(entries, company.baseCurrency)
  const [customers, vendors, tags, rates] = await Promise.all([
    named.customers.size === 0
      ? []
      : findPartyGroups(tx, company.id, 'customer', [...named.customers]),
    named.vendors.size === 0 ? [] : findPartyGroups(tx, company.id, 'vendor', [...named.vendors]),
    named.tags.size === 0 ? [] : findTagFacts(tx, company.id, [...named.tags]),
    named.rates.size === 0 ? [] : findRates(tx, company.id, [...named.rates.values()]),
  ])
  return {
    customers: new Map(customers.map((party) => [party.id, party.groupId])),
    vendors: new Map(vendors.map((party) => [party.id, party.groupId])),
    tags: new Map(tags.map((tag) => [tag.id, tag])),
    rates: new Map(rates.map((rate) => [rateKey(rate.currency, rate.date), rate.rate])),
  }
}

function collect(entries: readonly EntryInput[], baseCurrency: string) {
  const customers = new Set<string>()
  const vendors = new Set<string>()
  const tags = new Set<string>()
  const rates = new Map<string, { currency: string; date: string }>()
  for (const entry of entries) {
    for (const named of [entry, ...entry.lines]) {
      if (named.customerId !== null) customers.add(named.customerId)
      if (named.vendorId !== null) vendors.add(named.vendorId)
      for (const tag of named.tagIds) tags.add(tag)
    }
    const { currency, date, exchangeRate } = entry
    if (currency !== baseCurrency && exchangeRate === null && date !== null) {
      rates.set(rateKey(currency, date), { currency, date })
    }
  }
  return { customers, vendors, tags, rates }
}
