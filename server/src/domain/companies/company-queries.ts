import type { CompanyId, Transaction } from '../../kernel/context.ts'
import { sql } from '../../platform/db/sql.ts'

/** A company as it is made; everything else has a default and is changed later. */
export interface NewCompany {
  readonly id: CompanyId
  readonly name: string
  readonly email: string
  readonly address: string
  readonly vat: string | null
  readonly countryCode: string
  readonly currency: string
  readonly timeZone: string
  readonly vatPeriod: 'month' | 'quarter' | 'half-year'
  readonly preferredLanguage: string | null
  readonly sandbox: boolean
  readonly licenses: readonly string[]
  readonly createdAt: string
}

/** Stores a company and the head of its empty chain. */
export function insertCompany(tx: Transaction, company: NewCompany): void {
  tx.run(sql`
    insert into companies (company_id, name, email, address, vat, country_code, currency, time_zone,
      vat_period, fiscal_year_start_month, preferred_language, sandbox, licenses, created_at, updated_at)
    values (${company.id}, ${company.name}, ${company.email}, ${company.address}, ${company.vat},
      ${company.countryCode}, ${company.currency}, ${company.timeZone}, ${company.vatPeriod}, 1,
      ${company.preferredLanguage}, ${company.sandbox}, ${company.licenses}, ${company.createdAt},
      ${company.createdAt})`)
  tx.run(sql`insert into ledger_heads (company_id) values (${company.id})`)
}
