import type { Context } from '../../../../kernel/context.ts'
import { notFound } from '../../../../kernel/errors.ts'
import type { JournalCategory } from './journal-category.ts'
import { findJournalCategory, listJournalCategories } from './journal-category-queries.ts'

/** The default category first, then in order of creation. */
export function readJournalCategories(
  ctx: Context,
  includeInactive: boolean,
): Promise<JournalCategory[]> {
  return listJournalCategories(ctx.tx, ctx.company.id, { includeInactive })
}

/** @throws NotFound `JOURNAL_CATEGORY_NOT_FOUND` */
export async function getJournalCategory(ctx: Context, id: string): Promise<JournalCategory> {
  const category = await findJournalCategory(ctx.tx, ctx.company.id, id)
  if (category === undefined) throw notFound('JOURNAL_CATEGORY', id)
  return category
}
