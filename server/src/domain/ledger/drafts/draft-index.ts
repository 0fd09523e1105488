import { formatMinor, minor } from '../../../kernel/money.ts'
import { controlAccountId } from '../journal/control-leg.ts'
import type { EntryInput } from '../journal/entry.ts'
import type { EntryFacts } from '../journal/entry-facts.ts'
import { digitsOf } from '../journal/entry-input.ts'
import { draftAmount } from './draft.ts'
import type { DraftIndex } from './draft-queries.ts'

/** Amount and references of a draft for filters and "in use"; the control line's account among them. */
export function draftIndex(input: EntryInput, facts: EntryFacts): DraftIndex {
  const places = [input, ...input.lines]
  return {
    amount: formatMinor(minor(draftAmount(input)), digitsOf(input.currency)),
    customerIds: distinct(places.map((place) => place.customerId)),
    vendorIds: distinct(places.map((place) => place.vendorId)),
    accountIds: distinct([
      ...input.lines.map((line) => line.accountId),
      controlAccountId(input, facts) ?? null,
    ]),
    vatCodeIds: distinct(input.lines.map((line) => line.vatCodeId)),
    tagIds: distinct(places.flatMap((place) => place.tagIds)),
  }
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))]
}
