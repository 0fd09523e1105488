/** What requests say of journal categories, and what answers do (ledger.md 5, 16). */
import { z } from 'zod'
import {
  boolean,
  choice,
  list,
  object,
  patch,
  text,
  withDefault,
} from '../../../../platform/http/fields.ts'
import { ENTRY_TYPES } from '../../journal/entry.ts'

const shape = {
  name: text({ max: 100 }),
  allowedJournalTypes: withDefault(
    list(choice(ENTRY_TYPES, { case: 'insensitive' }), {
      ...{ min: 1, max: ENTRY_TYPES.length, unique: true },
    }),
    [...ENTRY_TYPES],
  ),
  isDefault: withDefault(boolean(), false),
  isActive: withDefault(boolean(), true),
}

/** Body of a new category. */
export const journalCategoryRequest = object(shape)
/** A new category, checked. */
export type JournalCategoryRequest = z.output<typeof journalCategoryRequest>

/** Body of a change: a merge patch. */
export const journalCategoryPatch = patch(shape)
/** A change of a category, checked. */
export type JournalCategoryPatch = z.output<typeof journalCategoryPatch>

/** A category as answered. */
export const journalCategoryAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    isDefault: z.boolean(),
    allowedJournalTypes: z.array(z.enum(ENTRY_TYPES)),
    isActive: z.boolean(),
  })
  .meta({ id: 'JournalCategory' })
