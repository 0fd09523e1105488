import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { StoredEntry, StoredLine } from './stored-entry.ts'

type EntryRow = Omit<StoredEntry, 'lines' | 'files' | 'chainPosition'> & { chainPosition: bigint }
type LineRow = StoredLine & { readonly entryId: string }
type FileRow = StoredEntry['files'][number] & { readonly entryId: string }

/** The ledger's head as it is stored, with the number of entries there are. */
export interface StoredHead {
  readonly entries: bigint
  readonly position: bigint
  readonly hash: string
  readonly entryNumbers: Readonly<Record<string, number>>
}

/** A proof reads everything, however long that takes. */
export function liftStatementTimeout(tx: Transaction): void {
  tx.run(sql`set local statement_timeout = 0`)
}

export async function getStoredHead(tx: Transaction, company: CompanyId): Promise<StoredHead> {
  const head = await tx.one<StoredHead>(sql`
    select chain_position as position, encode(chain_hash, 'hex') as hash,
      entry_numbers as "entryNumbers",
      (select count(*) from journal_entries where company_id = ${company}) as entries
    from ledger_heads where company_id = ${company}`)
  if (head === undefined) throw new Error(`company ${company} has no ledger`)
  return head
}

/** Accounts whose lines must name a party. */
export function findControlAccounts(
  tx: Transaction,
  company: CompanyId,
): Promise<{ accountId: string; party: 'customer' | 'vendor' }[]> {
  return tx.rows(sql`
    select id as "accountId", case control_account_type
      when 'ACCOUNTS_RECEIVABLE' then 'customer' else 'vendor' end as party
    from accounts where company_id = ${company} and control_account_type is not null`)
}

/** The next `count` entries of the chain after a position, with all that belongs to them. */
export async function findStoredEntries(
  tx: Transaction,
  company: CompanyId,
  after: number,
  count: number,
): Promise<StoredEntry[]> {
  const [entries, lines, files] = await Promise.all([
    findEntryRows(tx, company, after, count),
    findLineRows(tx, company, after, count),
    findFileRows(tx, company, after, count),
  ])
  const linesById = byEntry(lines)
  const filesById = byEntry(files)
  return entries.map((entry) => ({
    ...entry,
    chainPosition: Number(entry.chainPosition),
    lines: linesById.get(entry.id) ?? [],
    files: filesById.get(entry.id) ?? [],
  }))
}

function findEntryRows(
  tx: Transaction,
  company: CompanyId,
  after: number,
  count: number,
): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(sql`
    select entry.id, entry.chain_position as "chainPosition",
      entry.fiscal_year_id as "fiscalYearId", entry.entry_number as "entryNumber",
      entry.entry_type as "entryType", entry.source, entry.date, entry.due_date as "dueDate",
      entry.posted_at as "postedAt", entry.currency, entry.exchange_rate as "exchangeRate",
      entry.original_amount as "originalAmount", entry.customer_id as "customerId",
      entry.vendor_id as "vendorId", entry.journal_category_id as "journalCategoryId",
      entry.description, entry.tag_ids as "tagIds", entry.reversal_of_id as "reversalOfId",
      entry.reversed_by_id as "reversedById", entry.line_count as "lineCount",
      encode(entry.previous_hash, 'hex') as "previousHash",
      encode(entry.entry_hash, 'hex') as "entryHash",
      original.reversed_by_id as "originalReversedById",
      reversal.reversal_of_id as "reversalReversalOfId"
    from journal_entries entry
    left join journal_entries original on original.company_id = entry.company_id
      and original.id = entry.reversal_of_id
    left join journal_entries reversal on reversal.company_id = entry.company_id
      and reversal.id = entry.reversed_by_id
    where entry.company_id = ${company} and entry.chain_position > ${after}
    order by entry.chain_position limit ${count}`)
}

function findLineRows(
  tx: Transaction,
  company: CompanyId,
  after: number,
  count: number,
): Promise<LineRow[]> {
  // Amounts as the hash writes them: positive on the line's own side.
  return tx.rows<LineRow>(sql`
    select line.entry_id as "entryId", line.line_number as "lineNumber",
      line.account_id as "accountId", line.side,
      case line.side when 'D' then line.amount else -line.amount end as amount,
      case line.side when 'D' then line.base_amount else -line.base_amount end as "baseAmount",
      line.line_kind as "lineKind", line.generated,
      line.source_line_index as "sourceLineIndex", line.vat_code_id as "vatCodeId",
      line.vat_rate as "vatRate", line.vat_base as "vatBase", line.vat_amount as "vatAmount",
      line.customer_id as "customerId", line.vendor_id as "vendorId", line.description, line.hours,
      line.tag_ids as "tagIds", line.date, line.year_end as "yearEnd"
    from (select id from journal_entries
      where company_id = ${company} and chain_position > ${after}
      order by chain_position limit ${count}) entry
    join journal_lines line on line.company_id = ${company} and line.entry_id = entry.id
    order by line.entry_id, line.line_number`)
}

function findFileRows(
  tx: Transaction,
  company: CompanyId,
  after: number,
  count: number,
): Promise<FileRow[]> {
  return tx.rows<FileRow>(sql`
    select file.entry_id as "entryId", file.file_name as "fileName",
      file.mime_type as "mimeType", file.size, encode(file.sha256, 'hex') as sha256
    from (select id from journal_entries
      where company_id = ${company} and chain_position > ${after} and attachment_count > 0
      order by chain_position limit ${count}) entry
    join attachments file on file.company_id = ${company} and file.entry_id = entry.id
    order by file.entry_id, file.position`)
}

function byEntry<Row extends { entryId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.entryId)
    if (group === undefined) groups.set(row.entryId, [row])
    else group.push(row)
  }
  return groups
}

/** A kept balance that its lines contradict; sums in minor units. */
export interface WrongBalance {
  readonly accountNumber: number
  readonly date: string
  readonly debit: bigint
  readonly credit: bigint
  readonly keptDebit: bigint
  readonly keptCredit: bigint
}

/** The first kept balance, by day and account, that is not the sum of its lines. */
export function findWrongBalance(
  tx: Transaction,
  company: CompanyId,
): Promise<WrongBalance | undefined> {
  return tx.one<WrongBalance>(sql`
    select account.account_number as "accountNumber", date,
      coalesce(summed.debit, 0)::bigint as debit, coalesce(summed.credit, 0)::bigint as credit,
      coalesce(kept.debit, 0) as "keptDebit", coalesce(kept.credit, 0) as "keptCredit"
    from (select account_id, date, year_end, sum(greatest(base_amount, 0)) as debit,
        sum(greatest(-base_amount, 0)) as credit
      from journal_lines where company_id = ${company}
      group by account_id, date, year_end) summed
    full join (select account_id, date, year_end, debit, credit
      from account_balances where company_id = ${company}) kept
      using (account_id, date, year_end)
    join accounts account on account.company_id = ${company} and account.id = account_id
    where coalesce(summed.debit, 0) <> coalesce(kept.debit, 0)
      or coalesce(summed.credit, 0) <> coalesce(kept.credit, 0)
    order by date, account.account_number, year_end limit 1`)
}
