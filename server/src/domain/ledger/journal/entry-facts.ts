import type { CompanyId, Context, Transaction } from '../../../kernel/context.ts'
import { findTagFacts, lockTags, type TagFact } from '../dimensions/index.ts'
import type { LedgerSetup } from '../setup/ledger-setup.ts'
import type { EntryInput } from './entry.ts'
import { findPartyGroups, findRates, type PartyGroup } from './journal-queries.ts'

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

/** Keeps the tags that entries name from being deleted before the transaction ends; needs no answer. */
export function holdTags({ tx, company }: Context, entries: readonly EntryInput[]): void {
  const { tags } = collect(entries, company.baseCurrency)
  if (tags.size > 0) lockTags(tx, company.id, [...tags])
}

/** Reads the parties, tags and rates that a company's entries name, in one flight; nothing when they name none. */
export async function findNamedFacts(
  ctx: Context,
  entries: readonly EntryInput[],
): Promise<NamedFacts> {
  const { tx, company } = ctx
  const named = collect(entries, company.baseCurrency)
  const tagIds = [...named.tags]
  const [{ customers, vendors }, tags, rates] = await Promise.all([
    findParties(tx, [company.id], named),
    tagIds.length === 0 ? [] : findTagFacts(tx, company.id, tagIds),
    named.rates.size === 0 ? [] : findRates(tx, company.id, [...named.rates.values()]),
  ])
  return {
    customers: groupsOf(company.id, customers),
    vendors: groupsOf(company.id, vendors),
    tags: new Map(tags.map((tag) => [tag.id, tag])),
    rates: new Map(rates.map((rate) => [rateKey(rate.currency, rate.date), rate.rate])),
  }
}

/** The parties that entries of several companies name; such entries name no tags and need no rates. */
export async function findGroupFacts(
  tx: Transaction,
  entries: ReadonlyMap<CompanyId, readonly EntryInput[]>,
): Promise<ReadonlyMap<CompanyId, NamedFacts>> {
  const companies = [...entries.keys()]
  const named = collect([...entries.values()].flat(), undefined)
  const { customers, vendors } = await findParties(tx, companies, named)
  return new Map(
    companies.map((company) => [
      company,
      {
        customers: groupsOf(company, customers),
        vendors: groupsOf(company, vendors),
        tags: new Map(),
        rates: new Map(),
      },
    ]),
  )
}

/** Whether a group's narrow role knows enough to check an entry: no tags, no rate of the table. */
export function isPlain(entry: EntryInput, baseCurrency: string): boolean {
  const { tags, rates } = collect([entry], baseCurrency)
  return tags.size === 0 && rates.size === 0
}

async function findParties(
  tx: Transaction,
  companies: readonly CompanyId[],
  named: { readonly customers: ReadonlySet<string>; readonly vendors: ReadonlySet<string> },
): Promise<{ readonly customers: PartyGroup[]; readonly vendors: PartyGroup[] }> {
  const find = (party: 'customer' | 'vendor', ids: ReadonlySet<string>) =>
    ids.size === 0 ? [] : findPartyGroups(tx, companies, party, [...ids])
  const [customers, vendors] = await Promise.all([
    find('customer', named.customers),
    find('vendor', named.vendors),
  ])
  return { customers, vendors }
}

/** A company's own parties: another's with the same id do not exist for it. */
function groupsOf(company: CompanyId, parties: readonly PartyGroup[]): ReadonlyMap<string, string> {
  return new Map(
    parties.flatMap(({ companyId, id, groupId }) => (companyId === company ? [[id, groupId]] : [])),
  )
}

/** Everything named; without a base currency no rates are looked for. */
function collect(entries: readonly EntryInput[], baseCurrency: string | undefined) {
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
    if (baseCurrency === undefined) continue
    if (currency !== baseCurrency && exchangeRate === null && date !== null) {
      rates.set(rateKey(currency, date), { currency, date })
    }
  }
  return { customers, vendors, tags, rates }
}
