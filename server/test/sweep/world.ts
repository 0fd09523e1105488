import type { Client, TestApp, TestCompany } from '../harness/app.ts'
import { samples } from './samples.ts'
import type { Served } from './served.ts'

/** A record as answered: what it holds is the asker's to know. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Made = any

/** The parts of a request that differ from call to call. */
export interface Sent {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Texts that a company's rows carry, so that they are found wherever they must not be. */
export const MARK = 'Belongs-to-'

/** A company with something of everything, and how its operations are called. */
export class World {
  readonly company: TestCompany
  readonly api: Client
  readonly name: string
  #count = 0

  constructor(company: TestCompany, name: string) {
    this.company = company
    this.api = company.api
    this.name = name
  }

  /** A number that was not given out before. */
  next(): number {
    this.#count += 1
    return this.#count
  }

  /** A name that was not given out before and tells whose it is. */
  label(): string {
    return `${MARK}${this.name} ${this.next()}`
  }

  /** The body with fresh names and numbers, so that it can be sent again. */
  renewed(body: string): string {
    return body
      .replaceAll(new RegExp(`${MARK}${this.name} \\d+`, 'g'), () => this.label())
      .replaceAll(/"vatCode":"X\d+"/g, () => `"vatCode":"X${this.next()}"`)
      .replaceAll(
        /"accountNumber":4\d{6}(?!\d)/g,
        () => `"accountNumber":${4_000_000 + this.next()}`,
      )
  }

  /** Creates something that the sweep needs and answers it. */
  async make(path: string, body: unknown): Promise<Made> {
    const answer = await this.api.post(path, body)
    if (answer.status === 201) return answer.body
    throw new Error(`POST ${path}: ${answer.status} ${answer.raw.toString()}`)
  }

  /** What a list answers. */
  async list(path: string): Promise<Made[]> {
    const { status, body } = await this.api.get(path)
    if (status === 200) return Array.isArray(body) ? body : (body.data ?? body)
    throw new Error(`GET ${path}: ${status}`)
  }

  /** Id of the account with that number. */
  async account(number: number): Promise<string> {
    const accounts = await this.list('/v1/accounts')
    return accounts.find((account) => account.accountNumber === number).id
  }

  /** A request of the operation that is right as it stands. */
  async sample({ operation, path }: Served): Promise<Sent> {
    const own = await samples[operation.id]?.(this)
    const params = own?.params ?? (await this.idsIn(path))
    return { params, query: own?.query ?? {}, body: own?.body }
  }

  /** Ids for the parameters of a path: the first of the list that stands before each of them. */
  async idsIn(path: string): Promise<Record<string, string>> {
    const ids: Record<string, string> = {}
    let above = ''
    for (const part of path.split('/').slice(1)) {
      const [, name] = /^\{(\w+)\}$/.exec(part) ?? []
      if (name !== undefined) ids[name] = await this.#firstId(above)
      above += `/${name === undefined ? part : ids[name]}`
    }
    return ids
  }

  async #firstId(list: string): Promise<string> {
    for (const path of [list, list.replace('/operator/v1/', '/v1/')]) {
      const { status, body } = await this.api.get(path)
      const found = status === 200 ? (Array.isArray(body) ? body : body.data)?.[0] : undefined
      if (found !== undefined) return found.id
    }
    const cut = list.lastIndexOf('/')
    const parent = await this.api.get(list.slice(0, cut))
    const found = parent.body?.[list.slice(cut + 1)]?.[0]
    if (found === undefined) throw new Error(`no id is known in ${list}: give it a sample`)
    return found.id
  }
}

/** The URL of a request. */
export function urlOf(path: string, { params, query }: Omit<Sent, 'body'>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const search = new URLSearchParams(query)
  return search.size === 0 ? filled : `${filled}?${search}`
}

/** A company with something of everything in it, all of it marked with `name`. */
export async function worldOf(server: TestApp, name: string): Promise<World> {
  const world = new World(await server.company(), name)
  const { api } = world
  await api.patch('/operator/v1/company', { name: world.label() })
  const makers = [
    'createApiKey',
    'createCustomer',
    'createVendor',
    'createCustomerGroup',
    'createVendorGroup',
    'createAccount',
    'createVatCode',
    'createJournalCategory',
    'createDimension',
    'createProject',
    'createFiscalYear',
  ]
  for (const id of makers) await make(world, id)
  const { body } = (await samples['setExchangeRate']?.(world)) ?? {}
  await api.put('/operator/v1/exchange-rates', body)
  await makeNested(world)
  return world
}

const PATHS: Readonly<Record<string, string>> = {
  createApiKey: '/operator/v1/api-keys',
  createCustomer: '/v1/customers',
  createVendor: '/v1/vendors',
  createCustomerGroup: '/operator/v1/customer-groups',
  createVendorGroup: '/operator/v1/vendor-groups',
  createAccount: '/operator/v1/accounts',
  createVatCode: '/operator/v1/vat-codes',
  createJournalCategory: '/operator/v1/journal-categories',
  createDimension: '/v1/dimensions',
  createProject: '/v1/projects',
  createFiscalYear: '/operator/v1/fiscal-years',
  createJournalEntry: '/v2/journal-entries',
  createDraftJournalEntry: '/v2/draft-journal-entries',
}

/** Makes what the sample of a creating operation says. */
export async function make(world: World, id: string): Promise<Made> {
  const { body } = (await samples[id]?.(world)) ?? {}
  return await world.make(PATHS[id] ?? '', body)
}

/** What stands below something else, and what needs all the rest. */
async function makeNested(world: World): Promise<void> {
  const customers = await world.list('/v1/customers')
  const vendors = await world.list('/v1/vendors')
  for (const path of [`customers/${customers[0].id}`, `vendors/${vendors[0].id}`]) {
    await world.make(`/operator/v1/${path}/contacts`, { name: world.label() })
    await world.make(`/operator/v1/${path}/departments`, { name: world.label() })
  }
  const [dimension] = await world.list('/v1/dimensions')
  const [project] = await world.list('/v1/projects')
  await world.make(`/v1/dimensions/${dimension.id}/values`, { name: world.label() })
  await world.make(`/v1/projects/${project.id}/subprojects`, { name: world.label() })
  await make(world, 'createJournalEntry')
  await make(world, 'createDraftJournalEntry')
}
