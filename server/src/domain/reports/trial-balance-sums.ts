/** The arithmetic of the trial balance (ledger.md 12.1), in minor units, debit positive. */
import {
  addUp,
  type ChartAccount,
  type ChartRow,
  chartRows,
  isPosting,
  type Sums,
} from './chart.ts'

/** What an account moved, parted by the dates a report asks about. */
export interface AccountMovement {
  readonly accountId: string
  /** Debit less credit before the fiscal year of `from`. */
  readonly beforeYear: bigint
  /** Debit less credit from the start of that year to the day before `from`. */
  readonly beforePeriod: bigint
  /** Of the period. */
  readonly debit: bigint
  /** Of the period, 0 or more. */
  readonly credit: bigint
}

/** The columns of the trial balance. */
export type TrialColumn = 'openingBalance' | 'debit' | 'credit' | 'closingBalance'

export interface TrialBalance {
  readonly rows: readonly ChartRow<TrialColumn>[]
  /** Over the posting accounts. */
  readonly totals: Sums<TrialColumn>
  /** Profit and loss of years before that of `from`, unless closed; debit positive. */
  readonly unclosedPriorResult: bigint
}

const ZERO: Sums<TrialColumn> = { openingBalance: 0n, debit: 0n, credit: 0n, closingBalance: 0n }

/**
 * What stands on an account when the period begins: a balance account carries on what it ever had,
 * a profit and loss account what it moved since the fiscal year began.
 */
export function openingBalance(
  account: Pick<ChartAccount, 'ledgerType'>,
  movement: AccountMovement,
): bigint {
  const { beforeYear, beforePeriod } = movement
  return account.ledgerType === 'BALANCE_SHEET' ? beforeYear + beforePeriod : beforePeriod
}

/** The trial balance of a chart (ordered by number) from what its posting accounts moved. */
export function trialBalance(
  accounts: readonly ChartAccount[],
  movements: readonly AccountMovement[],
): TrialBalance {
  const movementById = new Map(movements.map((movement) => [movement.accountId, movement]))
  const sumsById = new Map<string, Sums<TrialColumn>>()
  let unclosedPriorResult = 0n
  for (const account of accounts.filter(isPosting)) {
    const movement = movementById.get(account.accountId)
    if (movement === undefined) continue
    if (account.ledgerType === 'PROFIT_AND_LOSS') unclosedPriorResult += movement.beforeYear
    const { debit, credit } = movement
    const opening = openingBalance(account, movement)
    const closingBalance = opening + debit - credit
    sumsById.set(account.accountId, { openingBalance: opening, debit, credit, closingBalance })
  }
  return {
    rows: chartRows(accounts, sumsById, ZERO),
    totals: addUp(ZERO, [...sumsById.values()]),
    unclosedPriorResult,
  }
}
