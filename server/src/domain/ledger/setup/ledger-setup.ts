import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import type { EntryType } from '../journal/entry.ts'
import type { VatTerms } from '../journal/vat-expansion.ts'
import { type SetupRow, selectLedgerSetup } from './ledger-setup-queries.ts'

/** What posting needs to know of an account. */
export interface SetupAccount {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly isPostable: boolean
  readonly isActive: boolean
  readonly controls: 'customer' | 'vendor' | null
  readonly isProfitAndLoss: boolean
}

/** What posting needs to know of a VAT code. */
export interface SetupVatCode extends VatTerms {
  readonly code: string
  readonly isActive: boolean
}

/** What posting needs to know of a journal category. */
export interface SetupCategory {
  readonly id: string
  readonly allowedTypes: ReadonlySet<EntryType>
}

/** A fiscal year. */
export interface SetupYear {
  readonly id: string
  readonly name: string
  readonly startDate: string
  readonly endDate: string
  readonly isClosed: boolean
}

/** Everything of a company that entries are checked against, as one version. */
export interface LedgerSetup {
  readonly version: string
  readonly accounts: ReadonlyMap<string, SetupAccount>
  readonly vatCodes: ReadonlyMap<string, SetupVatCode>
  readonly categories: ReadonlyMap<string, SetupCategory>
  readonly defaultCategoryId: string
  /** By start date. */
  readonly years: readonly SetupYear[]
  readonly fiscalYearStartMonth: number
  readonly roundingAccountId: string | null
  /** Control account by customer group id, and by vendor group id. */
  readonly groupAccounts: ReadonlyMap<string, string>
}

const CACHED_MAX = 2_000
const cache = new Map<CompanyId, LedgerSetup>()

/**
 * The company's set-up at `version`, which the caller read under the ledger lock. Kept in memory per version, so
 * that a posting reads it only after a change.
 */
export async function ledgerSetup(
  tx: Transaction,
  company: CompanyId,
  version: string,
): Promise<LedgerSetup> {
  const known = keptSetup(company, version)
  if (known !== undefined) return known
  const setup = fromRow(await selectLedgerSetup(tx, company))
  // What the running transaction itself changed may still be rolled back: it is not kept.
  if (setup.version === version) keep(company, setup)
  return setup
}

/** The set-up at `version` if it is in memory. */
export function keptSetup(company: CompanyId, version: string): LedgerSetup | undefined {
  const known = cache.get(company)
  return known?.version === version ? known : undefined
}

function keep(company: CompanyId, setup: LedgerSetup): void {
  cache.delete(company)
  cache.set(company, setup)
  if (cache.size <= CACHED_MAX) return
  for (const oldest of cache.keys()) {
    cache.delete(oldest)
    break
  }
}

function fromRow(row: SetupRow): LedgerSetup {
  const categories = row.categories.map(({ id, allowed_types }) => ({
    id,
    allowedTypes: new Set(allowed_types),
  }))
  return {
    version: row.setup_version,
    accounts: byId(
      row.accounts.map((account) => ({
        id: account.id,
        number: account.number,
        name: account.name,
        isPostable:
          account.ledger_type === 'PROFIT_AND_LOSS' || account.ledger_type === 'BALANCE_SHEET',
        isActive: account.is_active,
        controls:
          account.control === null
            ? null
            : account.control === 'ACCOUNTS_RECEIVABLE'
              ? ('customer' as const)
              : ('vendor' as const),
        isProfitAndLoss: account.ledger_type === 'PROFIT_AND_LOSS',
      })),
    ),
    vatCodes: byId(
      row.vat_codes.map((code) => ({
        id: code.id,
        code: code.code,
        rate: code.rate,
        principle: code.principle,
        deductionRate: code.deduction_rate,
        accountToBookId: code.book,
        contraAccountToBookId: code.contra,
        isActive: code.is_active,
      })),
    ),
    categories: byId(categories),
    defaultCategoryId: row.default_category_id,
    years: row.years.map((year) => ({
      id: year.id,
      name: year.name,
      startDate: year.start_date,
      endDate: year.end_date,
      isClosed: year.status === 'closed',
    })),
    fiscalYearStartMonth: row.fiscal_year_start_month,
    roundingAccountId: row.rounding_account_id,
    groupAccounts: new Map(row.groups.map((group) => [group.id, group.account_id])),
  }
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
