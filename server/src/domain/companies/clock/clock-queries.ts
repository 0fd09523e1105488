import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'

/** Where a sandbox company's clock stands, `null` for real time; locked until the transaction ends. */
export async function lockClock(tx: Transaction, company: CompanyId): Promise<Date | null> {
  const row = await tx.one<{ clock_at: string | null }>(sql`
    select clock_at from companies where company_id = ${company} for no key update`)
  return row?.clock_at == null ? null : new Date(row.clock_at)
}

/** Sets the clock; `null` is real time. */
export function setClock(tx: Transaction, company: CompanyId, at: string | null): void {
  tx.run(sql`update companies set clock_at = ${at} where company_id = ${company}`)
}
