/** A journal category: its words (ledger.md, section 5). */

/** Types of journal entries, which a category allows or not (ledger.md 6.1). */
export const ENTRY_TYPES = [
  'JOURNAL_ENTRY',
  'SUPPLIER_INVOICE',
  'SUPPLIER_PAYMENT',
  'CUSTOMER_INVOICE',
  'CUSTOMER_PAYMENT',
] as const
export type EntryType = (typeof ENTRY_TYPES)[number]

/** A category as it is stored and answered. */
export interface JournalCategory {
  readonly id: string
  readonly name: string
  /** Exactly one category of a company is. */
  readonly isDefault: boolean
  readonly allowedJournalTypes: readonly EntryType[]
  readonly isActive: boolean
}
