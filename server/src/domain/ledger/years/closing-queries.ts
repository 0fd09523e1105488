import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { ResultBalance } from './closing-entry.ts'
import type { Span } from './fiscal-year.ts'

/** The profit and loss accounts that have a balance of the year, by number. */
export async function findResultBalances(
  tx: Transaction,
  company: CompanyId,
  { startDate, endDate }: Span,
): Promise<ResultBalance[]> {
  const rows = await tx.rows<{ accountId: string; balance: string }>(sql`
    select account.id as "accountId", sum(balance.debit - balance.credit)::text as balance
    from account_balances balance
    join accounts account on account.company_id = balance.company_id
      and account.id = balance.account_id
    where balance.company_id = ${company} and account.ledger_type = 'PROFIT_AND_LOSS'
      and balance.date between ${startDate} and ${endDate}
    group by account.id, account.account_number
    having sum(balance.debit - balance.credit) <> 0
    order by account.account_number`)
  return rows.map(({ accountId, balance }) => ({ accountId, balance: BigInt(balance) }))
}

/** The account that takes the results of closed years. */
export async function findRetainedEarnings(
  tx: Transaction,
  company: CompanyId,
): Promise<string | undefined> {
  const account = await tx.one<{ id: string }>(sql`
    select id from accounts
    where company_id = ${company} and system_role = 'RETAINED_EARNINGS'`)
  return account?.id
}

/** Marks a year closed. */
export function markClosed(
  tx: Transaction,
  company: CompanyId,
  year: { readonly id: string; readonly at: string; readonly closingEntryId: string | null },
): void {
  tx.run(sql`
    update fiscal_years set status = 'closed', closed_at = ${year.at},
      closing_entry_id = ${year.closingEntryId}
    where company_id = ${company} and id = ${year.id}`)
}

/** Marks a year open again. */
export function markOpen(tx: Transaction, company: CompanyId, id: string): void {
  tx.run(sql`
    update fiscal_years set status = 'open', closed_at = null, closing_entry_id = null
    where company_id = ${company} and id = ${id}`)
}
