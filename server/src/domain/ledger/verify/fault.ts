/** What can be wrong with the books: a stable code for programs, a sentence for people. */

export const FAULT_REASONS = [
  'chain_position',
  'previous_hash',
  'lines',
  'unbalanced',
  'entry_number',
  'control_party',
  'reversal_link',
  'entry_hash',
  'ledger_head',
  'account_balance',
] as const
export type FaultReason = (typeof FAULT_REASONS)[number]

export interface Fault {
  readonly reason: FaultReason
  readonly message: string
}
