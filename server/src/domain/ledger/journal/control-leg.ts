import type { EntryType, LockedType, Side } from './entry.ts'

/** Whether a type is locked: in v2 the server appends its receivable or payable leg. */
export function isLocked(type: EntryType): type is LockedType {
  return type !== 'JOURNAL_ENTRY'
}

/** Side of the control leg when `originalAmount` is positive (ledger.md 6.4). */
const POSITIVE_SIDE: Readonly<Record<LockedType, Side>> = {
  CUSTOMER_INVOICE: 'D',
  CUSTOMER_PAYMENT: 'C',
  SUPPLIER_INVOICE: 'C',
  SUPPLIER_PAYMENT: 'D',
}

/** The control leg's side and absolute amount for a signed `originalAmount`. */
export function controlLeg(
  type: LockedType,
  originalAmount: bigint,
): { readonly side: Side; readonly amount: bigint } {
  const positive = POSITIVE_SIDE[type]
  if (originalAmount >= 0n) return { side: positive, amount: originalAmount }
  return { side: positive === 'D' ? 'C' : 'D', amount: -originalAmount }
}

/** Σ of the counter lines on the side opposite to the control leg's: must equal `originalAmount`. */
export function counterTotal(
  type: LockedType,
  lines: readonly { readonly side: Side; readonly amount: bigint }[],
): bigint {
  return -controlTotal(type, lines)
}

/** Signed `originalAmount` that lines on control accounts stand for. */
export function controlTotal(
  type: LockedType,
  lines: readonly { readonly side: Side; readonly amount: bigint }[],
): bigint {
  const positive = POSITIVE_SIDE[type]
  return lines.reduce((sum, line) => sum + (line.side === positive ? line.amount : -line.amount), 0n)
}
