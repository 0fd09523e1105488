import type { CompanyId, Transaction } from '../../kernel/context.ts'
import { sql } from '../../platform/db/sql.ts'

/**
 * Locks the company's ledger head, the first lock of every posting and of every change of its set-up, so that
 * neither sees the other half done and the two never deadlock.
 */
export async function lockLedger(tx: Transaction, company: CompanyId): Promise<void> {
  await tx.one(sql`select 1 as locked from ledger_heads where company_id = ${company} for update`)
}
