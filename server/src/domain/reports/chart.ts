/** The chart of accounts as reports print it: posting accounts, headings and totals. */

/** A row of the chart (ledger.md 2). */
export interface ChartAccount {
  readonly accountId: string
  readonly accountNumber: number
  readonly name: string
  readonly ledgerType: LedgerType
  readonly accountClassification: string | null
  readonly totalFrom: number | null
  readonly totalIntervals: readonly { readonly from: number; readonly to: number }[] | null
  readonly isActive: boolean
}

export type LedgerType =
  | 'PROFIT_AND_LOSS'
  | 'BALANCE_SHEET'
  | 'HEADING'
  | 'HEADING_BREAK'
  | 'TOTAL_FROM'
  | 'TOTAL_INTERVALS'

/** Named sums in minor units. */
export type Sums<Column extends string> = Readonly<Record<Column, bigint>>

/** An account with its sums; headings have none. */
export interface ChartRow<Column extends string> {
  readonly account: ChartAccount
  readonly sums: Sums<Column> | null
}

/** Whether entries are posted on the account. */
export function isPosting({ ledgerType }: ChartAccount): boolean {
  return ledgerType === 'PROFIT_AND_LOSS' || ledgerType === 'BALANCE_SHEET'
}

/**
 * The printed rows of a chart (ordered by number) from the sums of its posting accounts by id; an
 * account without sums has those of `zero`. Totals sum posting accounts, each once, never other
 * totals. Inactive accounts are left out unless one of their sums is not 0.
 */
export function chartRows<Column extends string>(
  accounts: readonly ChartAccount[],
  sumsById: ReadonlyMap<string, Sums<Column>>,
  zero: Sums<Column>,
): ChartRow<Column>[] {
  const posting = accounts.filter(isPosting)
  const sumsOf = (account: ChartAccount): Sums<Column> | null => {
    if (isPosting(account)) return sumsById.get(account.accountId) ?? zero
    const covers = coverage(account)
    if (covers === undefined) return null
    const covered = posting.filter(({ accountNumber }) => covers(accountNumber))
    return addUp(
      zero,
      covered.flatMap(({ accountId }) => sumsById.get(accountId) ?? []),
    )
  }
  return accounts
    .map((account) => ({ account, sums: sumsOf(account) }))
    .filter(({ account, sums }) => account.isActive || isNotZero(sums))
}

/** `zero` and all of `terms`, column by column. */
export function addUp<Column extends string>(
  zero: Sums<Column>,
  terms: readonly Sums<Column>[],
): Sums<Column> {
  const total: Record<Column, bigint> = { ...zero }
  for (const term of terms) for (const column in total) total[column] += term[column]
  return total
}

/** Which account numbers a total covers; `undefined` for what is no total. */
function coverage(account: ChartAccount): ((number: number) => boolean) | undefined {
  const { ledgerType, accountNumber } = account
  if (ledgerType === 'TOTAL_FROM') {
    const from = account.totalFrom ?? accountNumber
    return (number) => from <= number && number < accountNumber
  }
  if (ledgerType !== 'TOTAL_INTERVALS') return undefined
  const intervals = account.totalIntervals ?? []
  return (number) => intervals.some(({ from, to }) => from <= number && number <= to)
}

function isNotZero(sums: Sums<string> | null): boolean {
  return sums !== null && Object.values(sums).some((sum) => sum !== 0n)
}
