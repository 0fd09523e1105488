/** An entry as the tables have it, with what it must agree with. */
import type { EntryFile, EntryLine } from '../journal/entry.ts'
import type { HashedEntry } from '../journal/entry-hash.ts'

/** A line with the columns that repeat its entry's. */
export interface StoredLine extends EntryLine {
  readonly lineNumber: number
  readonly date: string
  readonly yearEnd: boolean
}

export interface StoredEntry extends Omit<HashedEntry, 'lines'> {
  readonly entryHash: string
  readonly lineCount: number
  readonly reversedById: string | null
  /** The entry that the reversed one names as its reversal. */
  readonly originalReversedById: string | null
  /** The entry that the reversal names as its original. */
  readonly reversalReversalOfId: string | null
  readonly lines: readonly StoredLine[]
  readonly files: readonly EntryFile[]
}
