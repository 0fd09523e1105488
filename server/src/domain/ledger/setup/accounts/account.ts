/** An account of the chart: its words (ledger.md, section 2). */

/** Types that can be posted on, and those of headings and totals, which never can. */
export const LEDGER_TYPES = [
  'PROFIT_AND_LOSS',
  'BALANCE_SHEET',
  'HEADING',
  'HEADING_BREAK',
  'TOTAL_FROM',
  'TOTAL_INTERVALS',
] as const
/** Type of an account. */
export type LedgerType = (typeof LEDGER_TYPES)[number]

/** What a posting account is about; the first three stand on the balance sheet. */
export const ACCOUNT_CLASSIFICATIONS = [
  'ASSET',
  'LIABILITY',
  'EQUITY',
  'REVENUE',
  'EXPENSE',
] as const
/** Classification of a posting account. */
export type AccountClassification = (typeof ACCOUNT_CLASSIFICATIONS)[number]

/** Lines on such an account name their customer, or their vendor. */
export const CONTROL_ACCOUNT_TYPES = ['ACCOUNTS_RECEIVABLE', 'ACCOUNTS_PAYABLE'] as const
/** Which party the lines of a control account name. */
export type ControlAccountType = (typeof CONTROL_ACCOUNT_TYPES)[number]

/** What the system itself posts on; at most one account a role. */
export const SYSTEM_ROLES = [
  'ROUNDING',
  'EXCHANGE_DIFFERENCE',
  'RETAINED_EARNINGS',
  'BANK',
  'CARD_CLEARING',
  'SUSPENSE',
  'BAD_DEBT',
  'PAYMENT_FEES',
  'REMINDER_FEES',
  'CUSTOMER_PREPAYMENTS',
  'DEFERRED_REVENUE',
  'VAT_SETTLEMENT',
] as const
/** Role of an account. */
export type SystemRole = (typeof SYSTEM_ROLES)[number]

/** Account numbers, both included. */
export interface Interval {
  readonly from: number
  readonly to: number
}

/** An account as it is stored and answered. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly nameEn: string | null
  readonly accountNumber: number
  readonly publicAccountId: number
  readonly ledgerType: LedgerType
  readonly accountClassification: AccountClassification | null
  readonly controlAccountType: ControlAccountType | null
  readonly vatCodeId: string | null
  readonly systemRole: SystemRole | null
  readonly totalFrom: number | null
  readonly totalIntervals: Interval[] | null
  readonly isActive: boolean
}

/** Whether lines may stand on accounts of the type; headings and totals never take any. */
export function isPostable(type: LedgerType): boolean {
  return type === 'PROFIT_AND_LOSS' || type === 'BALANCE_SHEET'
}
