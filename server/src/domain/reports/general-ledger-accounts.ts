/** The arithmetic of the general ledger (ledger.md 12.1), in minor units, debit positive. */
import type { ChartAccount } from './chart.ts'

/** A line with what stands on its account after it. */
export interface RunningLine<Line> {
  readonly line: Line
  readonly balance: bigint
}

export interface LedgerAccount<Line> {
  readonly account: ChartAccount
  readonly openingBalance: bigint
  readonly debit: bigint
  readonly credit: bigint
  readonly closingBalance: bigint
  readonly lines: readonly RunningLine<Line>[]
}

/**
 * The accounts that have an opening balance or lines, in their order, each with its lines (which
 * come in order) and the running balance.
 */
export function ledgerAccounts<Line extends { accountId: string; baseAmount: bigint }>(
  accounts: readonly ChartAccount[],
  openings: ReadonlyMap<string, bigint>,
  lines: readonly Line[],
): LedgerAccount<Line>[] {
  const linesById = new Map<string, Line[]>()
  for (const line of lines) {
    const known = linesById.get(line.accountId)
    if (known === undefined) linesById.set(line.accountId, [line])
    else known.push(line)
  }
  return accounts.flatMap((account) => {
    const opening = openings.get(account.accountId) ?? 0n
    const own = linesById.get(account.accountId) ?? []
    return opening === 0n && own.length === 0 ? [] : [ledgerAccount(account, opening, own)]
  })
}

function ledgerAccount<Line extends { baseAmount: bigint }>(
  account: ChartAccount,
  openingBalance: bigint,
  lines: readonly Line[],
): LedgerAccount<Line> {
  let debit = 0n
  let credit = 0n
  const running = lines.map((line) => {
    if (line.baseAmount > 0n) debit += line.baseAmount
    else credit -= line.baseAmount
    return { line, balance: openingBalance + debit - credit }
  })
  const closingBalance = openingBalance + debit - credit
  return { account, openingBalance, debit, credit, closingBalance, lines: running }
}
