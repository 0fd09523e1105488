import { setTimeout } from 'node:timers/promises'
import type { Made, Sent, World } from './world.ts'
import { make } from './world.ts'

/**
 * Requests that succeed, by operation. An operation without one is called with the first ids of
 * its lists and without a body.
 */
export type Sample = (world: World) => Partial<Sent> | Promise<Partial<Sent>>

/** Longer than a request takes. */
const CLOCK_AHEAD_MS = 500

const DAY = `${new Date().getUTCFullYear()}-01-15`
const TEXT = { fileName: 'a.txt', mimeType: 'text/plain', content: 'YQ==' }

async function first(world: World, path: string): Promise<string> {
  return (await world.list(path))[0].id
}

/** The request that deletes (or closes, or ends) a fresh thing of the kind. */
function ofNew(maker: string): Sample {
  return async (world) => ({ params: { id: (await make(world, maker)).id } })
}

/** The request that changes a fresh thing of the kind. */
function change(maker: string, body: (world: World) => object): Sample {
  return async (world) => ({ params: { id: (await make(world, maker)).id }, body: body(world) })
}

const renamed = (world: World) => ({ name: world.label() })

async function entry(world: World): Promise<object> {
  const [tag] = (await world.list('/v1/dimensions'))[0]?.values ?? []
  const customerId = await first(world, '/v1/customers')
  const lines = [
    { accountId: await world.account(1010), credit: '1250.00', description: world.label() },
  ]
  return {
    ...{ entryType: 'CUSTOMER_INVOICE', date: DAY, customerId, originalAmount: '1250.00', lines },
    ...{ description: world.label(), reference: world.label(), attachments: [TEXT] },
    ...(tag === undefined ? {} : { tagIds: [tag.id] }),
  }
}

/** In v1 the caller writes every line. */
async function entryV1(world: World): Promise<object> {
  const lines = [
    { accountId: await world.account(2450), debit: '10.00', description: world.label() },
    { accountId: await world.account(6480), credit: '10.00' },
  ]
  return {
    entryType: 'JOURNAL_ENTRY',
    date: DAY,
    lines,
    description: world.label(),
    attachments: [TEXT],
  }
}

const oneEntry: Sample = async (world) => ({ body: await entry(world) })
const twoEntries: Sample = async (world) => ({
  body: { entries: [await entry(world), await entry(world)] },
})

/** A thing below a customer or vendor of its own, besides the default one. */
function below(party: 'customers' | 'vendors', kind: string, body?: (world: World) => object) {
  const sample: Sample = async (world) => {
    const id = await first(world, `/v1/${party}`)
    const path = `/operator/v1/${party}/${id}/${kind}`
    await world.make(path, renamed(world))
    const made = await world.make(path, renamed(world))
    return { params: { id, itemId: made.id }, ...(body && { body: body(world) }) }
  }
  return sample
}

const partOf = (list: string, kind: string, param: string, body?: (world: World) => object) => {
  const sample: Sample = async (world) => {
    const id = await first(world, list)
    const made: Made = await world.make(`${list}/${id}/${kind}`, renamed(world))
    return { params: { id, [param]: made.id }, ...(body && { body: body(world) }) }
  }
  return sample
}

async function expenseAccount(world: World): Promise<object> {
  return {
    ...{ accountNumber: 4_000_000 + world.next(), name: world.label() },
    ...{ ledgerType: 'PROFIT_AND_LOSS', accountClassification: 'EXPENSE' },
  }
}

/** The year after the last. */
async function nextYear(world: World): Promise<object> {
  const years = await world.list('/operator/v1/fiscal-years')
  const last = Math.max(...years.map((year) => Number(year.endDate.slice(0, 4))))
  return { startDate: `${last + 1}-01-01`, endDate: `${last + 1}-12-31` }
}

const access: Readonly<Record<string, Sample>> = {
  createApiKey: (world) => ({
    body: { ...renamed(world), scopes: ['accounts-read'], ipWhitelist: ['10.0.0.0/8'] },
  }),
  getApiKey: ofNew('createApiKey'),
  updateApiKey: change('createApiKey', renamed),
  revokeApiKey: ofNew('createApiKey'),
  createCompany: (world) => ({ body: { ...renamed(world), countryCode: 'DK', currency: 'DKK' } }),
  updateCompany: (world) => ({ body: renamed(world) }),
  // A clock that real time has overtaken.
  releaseClock: async ({ api }) => {
    const { body } = await api.get('/operator/v1/clock')
    const now = new Date(Date.parse(body.now) + CLOCK_AHEAD_MS).toISOString()
    await api.post('/operator/v1/clock', { now })
    await setTimeout(CLOCK_AHEAD_MS)
    return {}
  },
  moveClock: async ({ api }) => {
    const { body } = await api.get('/operator/v1/clock')
    return { body: { now: new Date(Date.parse(body.now) + 60_000).toISOString() } }
  },
}

const parties: Readonly<Record<string, Sample>> = {
  createCustomer: async (world) => ({
    body: {
      ...{ ...renamed(world), customerType: 'company', vatZone: 'domestic', countryCode: 'DK' },
      customerGroupId: await first(world, '/v1/customer-groups'),
      metadata: { label: world.label() },
    },
  }),
  updateCustomer: change('createCustomer', renamed),
  deleteCustomer: ofNew('createCustomer'),
  createVendor: async (world) => ({
    body: {
      ...{ ...renamed(world), vendorNumber: world.label(), currency: 'DKK' },
      ...{ countryCode: 'DK', contacts: [renamed(world)] },
      vendorGroupId: await first(world, '/v1/vendor-groups'),
    },
  }),
  updateVendor: change('createVendor', renamed),
  deleteVendor: ofNew('createVendor'),
  getCustomerContact: below('customers', 'contacts'),
  createCustomerContact: (world) => ({ body: renamed(world) }),
  updateCustomerContact: below('customers', 'contacts', renamed),
  deleteCustomerContact: below('customers', 'contacts'),
  getCustomerDepartment: below('customers', 'departments'),
  createCustomerDepartment: (world) => ({ body: renamed(world) }),
  updateCustomerDepartment: below('customers', 'departments', renamed),
  deleteCustomerDepartment: below('customers', 'departments'),
  getVendorContact: below('vendors', 'contacts'),
  createVendorContact: (world) => ({ body: renamed(world) }),
  updateVendorContact: below('vendors', 'contacts', renamed),
  deleteVendorContact: below('vendors', 'contacts'),
  getVendorDepartment: below('vendors', 'departments'),
  createVendorDepartment: (world) => ({ body: renamed(world) }),
  updateVendorDepartment: below('vendors', 'departments', renamed),
  deleteVendorDepartment: below('vendors', 'departments'),
  createCustomerGroup: group('customer'),
  updateCustomerGroup: change('createCustomerGroup', renamed),
  deleteCustomerGroup: ofNew('createCustomerGroup'),
  createVendorGroup: group('vendor'),
  updateVendorGroup: change('createVendorGroup', renamed),
  deleteVendorGroup: ofNew('createVendorGroup'),
}

function group(party: 'customer' | 'vendor'): Sample {
  return async (world) => {
    const [{ accountId }] = await world.list(`/operator/v1/${party}-groups`)
    return { body: { ...renamed(world), accountId } }
  }
}

/** Id of the latest year that has ended; the one before the first is made where there is none. */
async function endedYear(world: World): Promise<string> {
  const years = await world.list('/operator/v1/fiscal-years')
  const starts: string[] = years.map((year) => year.startDate).toSorted()
  const year = Number(starts[0]?.slice(0, 4))
  const ended = years.find((one) => one.endDate < DAY)
  if (ended !== undefined) return ended.id
  const span = { startDate: `${year - 1}-01-01`, endDate: `${year - 1}-12-31` }
  return (await world.make('/operator/v1/fiscal-years', span)).id
}

const setUp: Readonly<Record<string, Sample>> = {
  createAccount: async (world) => ({ body: await expenseAccount(world) }),
  updateAccount: change('createAccount', renamed),
  deleteAccount: ofNew('createAccount'),
  createVatCode: async (world) => ({
    body: {
      ...{ ...renamed(world), vatCode: `X${world.next()}`, vatRate: '25', type: 'SALES' },
      ...{ principle: 'GROSS', accountToBookId: await world.account(7680) },
    },
  }),
  updateVatCode: change('createVatCode', renamed),
  deleteVatCode: ofNew('createVatCode'),
  createJournalCategory: (world) => ({ body: renamed(world) }),
  updateJournalCategory: change('createJournalCategory', renamed),
  deleteJournalCategory: ofNew('createJournalCategory'),
  setExchangeRate: (world) => ({
    body: { currency: 'EUR', date: DAY, rate: '7.4604', source: world.label() },
  }),
  createFiscalYear: async (world) => ({ body: await nextYear(world) }),
  closeFiscalYear: async (world) => ({ params: { id: await endedYear(world) }, body: {} }),
  reopenFiscalYear: async (world) => {
    const id = await endedYear(world)
    await world.api.post(`/operator/v1/fiscal-years/${id}/close`, {})
    return { params: { id }, body: { reason: 'a sweep' } }
  },
  lockPeriods: () => ({ body: { through: '2000-01-01' } }),
  unlockPeriods: async ({ api }) => {
    await api.post('/operator/v1/periods/lock', { through: '2000-01-01' })
    return { body: { from: '2000-01-01', reason: 'a sweep' } }
  },
}

const dimensions: Readonly<Record<string, Sample>> = {
  createDimension: (world) => ({ body: { ...renamed(world), isUnique: false } }),
  updateDimension: change('createDimension', renamed),
  deleteDimension: ofNew('createDimension'),
  createDimensionValue: (world) => ({ body: renamed(world) }),
  updateDimensionValue: partOf('/v1/dimensions', 'values', 'valueId', renamed),
  deleteDimensionValue: partOf('/v1/dimensions', 'values', 'valueId'),
  createProject: (world) => ({ body: renamed(world) }),
  upsertProject: (world) => ({ body: { ...renamed(world), externalReference: world.label() } }),
  updateProject: change('createProject', renamed),
  createSubproject: (world) => ({ body: renamed(world) }),
  updateSubproject: partOf('/v1/projects', 'subprojects', 'subprojectId', renamed),
  deleteSubproject: partOf('/v1/projects', 'subprojects', 'subprojectId'),
  getReport: () => ({ params: { name: 'no-such-report' } }),
}

const drafts = Object.fromEntries(
  ['', 'V1'].flatMap((version) => [
    [`createDraftJournalEntry${version}`, oneEntry],
    [`createDraftJournalEntries${version}`, twoEntries],
    [`deleteDraftJournalEntry${version}`, ofNew('createDraftJournalEntry')],
    [`bookDraftJournalEntry${version}`, ofNew('createDraftJournalEntry')],
  ]),
)

const journal: Readonly<Record<string, Sample>> = {
  ...drafts,
  createJournalEntry: oneEntry,
  createJournalEntries: twoEntries,
  createJournalEntryV1: async (world) => ({ body: await entryV1(world) }),
  createJournalEntriesV1: async (world) => ({ body: { entries: [await entryV1(world)] } }),
  updateDraftJournalEntry: change('createDraftJournalEntry', (world) => ({
    description: world.label(),
  })),
  updateJournalEntry: change('createJournalEntry', (world) => ({ reference: world.label() })),
  reverseJournalEntry: change('createJournalEntry', () => ({ description: 'a sweep' })),
  reverseJournalEntries: async (world) => ({
    body: { ids: [(await make(world, 'createJournalEntry')).id] },
  }),
}

export const samples: Readonly<Record<string, Sample | undefined>> = {
  ...{ ...access, ...parties, ...setUp, ...dimensions, ...journal },
}
