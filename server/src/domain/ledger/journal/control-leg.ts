import {
  type EntryInput,
  type EntryType,
  type LineInput,
  type LockedType,
  partyOf,
  type Side,
} from './entry.ts'
import type { EntryFacts } from './entry-facts.ts'

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
  return lines.reduce(
    (sum, line) => sum + (line.side === positive ? line.amount : -line.amount),
    0n,
  )
}

/** A locked type whose control leg the server appends. */
export function appendsControlLeg(
  entry: EntryInput,
): entry is EntryInput & { readonly entryType: LockedType } {
  return entry.apiVersion === 2 && isLocked(entry.entryType)
}

/** The customer or vendor of a control line: its own, in v1 and for other types else the entry's. */
export function partyIdOf(
  entry: EntryInput,
  line: LineInput,
  party: 'customer' | 'vendor',
): string | null {
  const own = line[`${party}Id`]
  return own ?? (appendsControlLeg(entry) ? null : entry[`${party}Id`])
}

/** The account of the party's group, on which v2 books the control leg. */
export function controlAccountId(entry: EntryInput, facts: EntryFacts): string | undefined {
  if (!appendsControlLeg(entry)) return undefined
  const isCustomer = partyOf(entry.entryType) === 'customer'
  const partyId = isCustomer ? entry.customerId : entry.vendorId
  if (partyId === null) return undefined
  const groupId = (isCustomer ? facts.customers : facts.vendors).get(partyId)
  return groupId === undefined ? undefined : facts.setup.groupAccounts.get(groupId)
}
