import { type CompanyId, companyId } from '../../src/kernel/context.ts'
import { uuidv7 } from '../../src/kernel/id.ts'
import { sql } from '../../src/platform/db/sql.ts'
import type { Response, TestApp, TestCompany } from './app.ts'

/** Looks things of a company up by the numbers a bookkeeper knows. */
export interface Books {
  /** Id of the account with that number. */
  account(number: number): string
  /** Id of the VAT code. */
  vat(code: string): string
  /** A line `'D 6480 100.00'` or `'C 1010 1250.00 U25'`, with more fields as given. */
  line(text: string, more?: object): object
  /** Ids of a customer and a vendor in the seeded groups. */
  readonly customerId: string
  readonly vendorId: string
  /** Posts an entry over v2 (dated 15 January of the current year unless said otherwise). */
  post(entryType: string, lines: readonly (string | object)[], more?: object): Promise<Response>
  /** Lines as `'K D 6190 1250.00'`: kind letter unless ENTRY, side, account, amount (base if other). */
  shown(entry: unknown): string[]
}

const KIND_LETTERS: Readonly<Record<string, string>> = {
  ENTRY: '',
  VAT: 'V ',
  VAT_CONTRA: 'X ',
  CONTROL: 'K ',
  ROUNDING: 'R ',
}

interface ShownLine {
  readonly lineKind: string
  readonly accountNumber: number
  readonly debit: number | null
  readonly credit: number | null
  readonly baseDebit: number | null
  readonly baseCredit: number | null
}

/** The books of a fresh company, with one customer and one vendor. */
export async function booksOf(server: TestApp, { id, api }: TestCompany): Promise<Books> {
  const { accounts, codes, customerId, vendorId } = await setUp(server, companyId(id))
  const idOf = (ids: ReadonlyMap<unknown, string>, key: unknown): string => {
    const found = ids.get(key)
    if (found === undefined) throw new Error(`nothing is numbered ${key}`)
    return found
  }
  const account = (number: number): string => idOf(accounts, number)
  const vat = (code: string): string => idOf(codes, code)
  const line = (text: string, more: object = {}): object => {
    const [side, number, amount, code] = text.split(' ')
    return {
      accountId: account(Number(number)),
      [side === 'D' ? 'debit' : 'credit']: amount,
      ...(code === undefined ? {} : { vatCodeId: vat(code) }),
      ...more,
    }
  }
  return {
    account,
    vat,
    line,
    customerId,
    vendorId,
    post: (entryType, lines, more = {}) =>
      api.post('/v2/journal-entries', {
        entryType,
        date: `${new Date().getUTCFullYear()}-01-15`,
        lines: lines.map((sent) => (typeof sent === 'string' ? line(sent) : sent)),
        ...more,
      }),
    shown: (entry) =>
      (entry as { lines: ShownLine[] }).lines.map((shown) => {
        const side = shown.debit === null ? 'C' : 'D'
        const amount = (shown.debit ?? shown.credit ?? 0).toFixed(2)
        const base = (shown.baseDebit ?? shown.baseCredit ?? 0).toFixed(2)
        const both = amount === base ? amount : `${amount} (${base})`
        return `${KIND_LETTERS[shown.lineKind]}${side} ${shown.accountNumber} ${both}`
      }),
  }
}

/** Ids by number, and a customer and a vendor of the seeded groups, straight in the database. */
async function setUp({ db }: TestApp, company: CompanyId) {
  const customerId = uuidv7()
  const vendorId = uuidv7()
  return await db.transact(company, 'write', async (tx) => {
    const accounts = await tx.rows<{ id: string; number: number }>(
      sql`select id, account_number as number from accounts`,
    )
    const codes = await tx.rows<{ id: string; code: string }>(
      sql`select id, vat_code as code from vat_codes`,
    )
    tx.run(sql`
      insert into customers (company_id, id, customer_number, customer_type, name, vat_zone,
        customer_group_id, country_code, currency, created_at, updated_at)
      select company_id, ${customerId}, '9001', 'company', 'Kunde A/S', 'domestic', id, 'DK', 'DKK',
        now(), now() from customer_groups where number = '1'`)
    tx.run(sql`
      insert into vendors (company_id, id, vendor_number, name, vendor_group_id, currency,
        country_code, created_at, updated_at)
      select company_id, ${vendorId}, '9001', 'Leverandør ApS', id, 'DKK', 'DK', now(), now()
      from vendor_groups where number = '1'`)
    return {
      accounts: new Map<unknown, string>(accounts.map((row) => [row.number, row.id])),
      codes: new Map<unknown, string>(codes.map((row) => [row.code, row.id])),
      customerId,
      vendorId,
    }
  })
}
