import type { CompanyId, License, Transaction } from '../../kernel/context.ts'
import { raw, sql } from '../../platform/db/sql.ts'

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

/** Names the company whose rows the rest of the transaction sees and writes (row-level security). */
export function enterCompany(tx: Transaction, company: CompanyId): void {
  tx.run(sql`select set_config('app.company_id', ${company}, true)`)
}

/** A company's bank account, as printed on its documents. */
export interface BankAccount {
  readonly registrationNumber: string | null
  readonly accountNumber: string | null
  readonly iban: string | null
  readonly bic: string | null
}

/** A company's master data (ledger.md 3 and 16). */
export interface Company {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly address: string
  /** Digits of the VAT number (CVR). */
  readonly vat: string | null
  readonly billingEmail: string | null
  readonly city: string | null
  readonly postalCode: string | null
  readonly countryCode: string
  readonly phone: string | null
  readonly preferredLanguage: string | null
  readonly contactPersonFirstName: string | null
  readonly contactPersonLastName: string | null
  /** Base currency of the books. */
  readonly currency: string
  readonly timeZone: string
  readonly vatPeriod: 'month' | 'quarter' | 'half-year'
  readonly fiscalYearStartMonth: number
  /** Days. */
  readonly paymentTerms: number
  readonly paymentTermsType: 'net' | 'end_of_month'
  readonly bankAccount: BankAccount | null
  readonly sandbox: boolean
  readonly licenses: readonly License[]
  readonly lockedThrough: string | null
  /** Entries posted so far. */
  readonly chainPosition: bigint
  readonly createdAt: string
}

const columns = raw(`c.company_id as id, name, email, address, vat, billing_email as "billingEmail",
  city, postal_code as "postalCode", country_code as "countryCode", phone,
  preferred_language as "preferredLanguage",
  contact_person_first_name as "contactPersonFirstName",
  contact_person_last_name as "contactPersonLastName", currency, time_zone as "timeZone",
  vat_period as "vatPeriod", fiscal_year_start_month as "fiscalYearStartMonth",
  payment_terms as "paymentTerms", payment_terms_type as "paymentTermsType",
  bank_account as "bankAccount", sandbox, licenses, locked_through as "lockedThrough",
  chain_position as "chainPosition", created_at as "createdAt"`)

/** The transaction's company. */
export async function getCompany(tx: Transaction, company: CompanyId): Promise<Company> {
  const row = await tx.one<Company>(sql`
    select ${columns} from companies c join ledger_heads h on h.company_id = c.company_id
    where c.company_id = ${company}`)
  if (row === undefined) throw new Error(`no company ${company}`)
  return row
}

/** Keeps others from changing the company until the transaction ends; rows that refer to it may be written. */
export async function lockCompany(tx: Transaction, company: CompanyId): Promise<void> {
  await tx.one(sql`
    select 1 as locked from companies where company_id = ${company} for no key update`)
}

/** Writes everything that the operator may change. */
export function updateCompany(tx: Transaction, company: Company, updatedAt: string): void {
  tx.run(sql`
    update companies set name = ${company.name}, email = ${company.email},
      address = ${company.address}, vat = ${company.vat}, billing_email = ${company.billingEmail},
      city = ${company.city}, postal_code = ${company.postalCode},
      country_code = ${company.countryCode}, phone = ${company.phone},
      preferred_language = ${company.preferredLanguage},
      contact_person_first_name = ${company.contactPersonFirstName},
      contact_person_last_name = ${company.contactPersonLastName},
      currency = ${company.currency}, time_zone = ${company.timeZone},
      vat_period = ${company.vatPeriod},
      fiscal_year_start_month = ${company.fiscalYearStartMonth},
      payment_terms = ${company.paymentTerms}, payment_terms_type = ${company.paymentTermsType},
      bank_account = ${company.bankAccount && JSON.stringify(company.bankAccount)},
      licenses = ${company.licenses}, updated_at = ${updatedAt}
    where company_id = ${company.id}`)
}
