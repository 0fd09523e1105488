/** A journal category: its words (ledger.md, section 5). */

import type { EntryType } from '../../journal/entry.ts'

/** A category as it is stored and answered. */
export interface JournalCategory {
  readonly id: string
  readonly name: string
  /** Exactly one category of a company is. */
  readonly isDefault: boolean
  readonly allowedJournalTypes: EntryType[]
  readonly isActive: boolean
}
