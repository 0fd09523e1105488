import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'

/** The last locked day; `null` when none is. */
export async function findLockedThrough(
  tx: Transaction,
  company: CompanyId,
): Promise<string | null> {
  const head = await tx.one<{ lockedThrough: string | null }>(sql`
    select locked_through as "lockedThrough" from ledger_heads where company_id = ${company}`)
  return head?.lockedThrough ?? null
}

/** Locks every day through `day`; the ledger must be locked. */
export function setLockedThrough(tx: Transaction, company: CompanyId, day: string | null): void {
  tx.run(sql`
    update ledger_heads set locked_through = ${day} where company_id = ${company}`)
}
