import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { seedGroups } from '../../parties/index.ts'
import { ENTRY_TYPES } from '../journal/entry.ts'
import { missingYears } from '../years/fiscal-year.ts'
import { insertFiscalYears } from '../years/fiscal-year-queries.ts'
import type { ControlAccountType } from './accounts/account.ts'
import { insertAccounts } from './accounts/account-queries.ts'
import { insertJournalCategory } from './journal-categories/journal-category-queries.ts'
import { type Chart, newChart } from './seed/chart.ts'
import { insertVatCodes } from './vat-codes/vat-code-queries.ts'

/** First month of the fiscal year of a new company. */
const START_MONTH = 1

/**
 * Fills the books of a new company (ledger.md 2, catalog.md 1): chart, VAT codes, the category
 * `Finansjournal`, the fiscal year that holds today, and the first customer and vendor group. A
 * company outside Denmark starts with the same chart under its English names.
 */
export async function seedLedger(ctx: Context): Promise<void> {
  const { company, tx, clock } = ctx
  const at = timestamp(clock.now())
  const language = company.countryCode === 'DK' ? 'da' : 'en'
  const chart = newChart(language)
  insertAccounts(tx, company.id, chart.accounts, at)
  insertVatCodes(tx, company.id, chart.vatCodes, at)
  insertJournalCategory(
    tx,
    company.id,
    {
      id: uuidv7(),
      name: 'Finansjournal',
      isDefault: true,
      allowedJournalTypes: [...ENTRY_TYPES],
      isActive: true,
    },
    at,
  )
  const years = missingYears([], clock.today(), clock.today(), START_MONTH) ?? []
  const made = years.map((year) => ({ ...year, id: uuidv7() }))
  insertFiscalYears(tx, company.id, made, at)
  seedGroups(ctx, language, {
    receivablesAccountId: controlAccountId(chart, 'ACCOUNTS_RECEIVABLE'),
    payablesAccountId: controlAccountId(chart, 'ACCOUNTS_PAYABLE'),
  })
}

function controlAccountId({ accounts }: Chart, type: ControlAccountType): string {
  const account = accounts.find(({ controlAccountType }) => controlAccountType === type)
  if (account === undefined) throw new Error(`The seeded chart lacks ${type}`)
  return account.id
}
