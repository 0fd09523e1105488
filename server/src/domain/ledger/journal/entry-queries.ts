import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { PostedEntry, PostedLine, Side } from './entry.ts'

type LineRow = Omit<PostedLine, 'amount' | 'baseAmount' | 'side'> & {
  readonly entryId: string
  readonly side: Side
  /** Debit positive. */
  readonly amount: bigint
  readonly baseAmount: bigint
}

type EntryRow = Omit<PostedEntry, 'lines'>

/** Columns of an entry under the names of `PostedEntry`; the table is `e`, its fiscal year `y`. */
const ENTRY_COLUMNS = sql`
  e.id, e.chain_position::float8 as "chainPosition", e.fiscal_year_id as "fiscalYearId",
  y.name as "fiscalYear", e.entry_number as "entryNumber", e.entry_type as "entryType", e.source,
  e.source_id as "sourceId", e.date, e.due_date as "dueDate", e.posted_at as "postedAt",
  e.updated_at as "updatedAt", e.currency, trim_scale(e.exchange_rate) as "exchangeRate",
  e.original_amount as "originalAmount", e.customer_id as "customerId", e.vendor_id as "vendorId",
  e.journal_category_id as "journalCategoryId", e.description, e.reference,
  e.external_system_id as "externalSystemId", e.tag_ids as "tagIds",
  e.reversal_of_id as "reversalOfId", e.reversed_by_id as "reversedById",
  encode(e.previous_hash, 'hex') as "previousHash", encode(e.entry_hash, 'hex') as "entryHash",
  e.attachment_count as "attachmentCount"`

/** Posted entries with these ids and their lines, in the order of `ids`; unknown ids are left out. */
export async function findEntries(
  tx: Transaction,
  company: CompanyId,
  ids: readonly string[],
): Promise<PostedEntry[]> {
  const [entries, lines] = await Promise.all([
    tx.rows<EntryRow>(sql`
      select ${ENTRY_COLUMNS}
      from journal_entries e
      join fiscal_years y on y.company_id = e.company_id and y.id = e.fiscal_year_id
      where e.company_id = ${company} and e.id = any(${ids}::uuid[])`),
    findLines(tx, company, ids),
  ])
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return ids.flatMap((id) => {
    const entry = byId.get(id)
    return entry === undefined ? [] : [{ ...entry, lines: lines.get(id) ?? [] }]
  })
}

/** Locks posted entries against being reversed twice; in id order, so that nobody waits in a circle. */
export async function lockEntries(
  tx: Transaction,
  company: CompanyId,
  ids: readonly string[],
): Promise<void> {
  await tx.rows(sql`
    select id from journal_entries where company_id = ${company} and id = any(${ids}::uuid[])
    order by id for update`)
}

async function findLines(
  tx: Transaction,
  company: CompanyId,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, PostedLine[]>> {
  const rows = await tx.rows<LineRow>(sql`
    select l.entry_id as "entryId", l.id, l.line_number as "lineNumber",
      l.account_id as "accountId", a.account_number as "accountNumber", a.name as "accountName",
      l.side, l.amount, l.base_amount as "baseAmount", l.line_kind as "lineKind", l.generated,
      l.source_line_index as "sourceLineIndex", l.vat_code_id as "vatCodeId",
      v.vat_code as "vatCode", trim_scale(l.vat_rate) as "vatRate", l.vat_base as "vatBase",
      l.vat_amount as "vatAmount", l.customer_id as "customerId", l.vendor_id as "vendorId",
      l.description, trim_scale(l.hours) as hours, l.tag_ids as "tagIds"
    from journal_lines l
    join accounts a on a.company_id = l.company_id and a.id = l.account_id
    left join vat_codes v on v.company_id = l.company_id and v.id = l.vat_code_id
    where l.company_id = ${company} and l.entry_id = any(${entryIds}::uuid[])
    order by l.entry_id, l.line_number`)
  const lines = new Map<string, PostedLine[]>()
  for (const { entryId, ...row } of rows) {
    const line = { ...row, amount: absolute(row.amount), baseAmount: absolute(row.baseAmount) }
    const known = lines.get(entryId)
    if (known === undefined) lines.set(entryId, [line])
    else known.push(line)
  }
  return lines
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}

/** Overwrites what of a posted entry may be corrected (ledger.md 7.3). */
export function updateReferences(
  tx: Transaction,
  company: CompanyId,
  id: string,
  entry: {
    readonly reference: string | null
    readonly externalSystemId: string | null
    readonly updatedAt: string
  },
): void {
  tx.run(sql`
    update journal_entries set reference = ${entry.reference},
      external_system_id = ${entry.externalSystemId}, updated_at = ${entry.updatedAt}
    where company_id = ${company} and id = ${id}`)
}
