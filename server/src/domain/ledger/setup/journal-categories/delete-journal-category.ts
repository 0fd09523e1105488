import { timestamp } from '../../../../kernel/calendar.ts'
import type { Context } from '../../../../kernel/context.ts'
import { audit } from '../../../../platform/audit/audit.ts'
import { lockLedger } from '../../../companies/index.ts'
import { defaultRequired } from './errors.ts'
import {
  deleteJournalCategory as deleteRow,
  isJournalCategoryUsed,
  updateJournalCategory,
} from './journal-category-queries.ts'
import { getJournalCategory } from './read-journal-categories.ts'

/**
 * Deletes a category that no entry or draft ever named; a used one is deactivated.
 * @throws NotFound `JOURNAL_CATEGORY_NOT_FOUND`
 * @throws BadRequest `JOURNAL_CATEGORY_DEFAULT_REQUIRED`
 */
export async function deleteJournalCategory(ctx: Context, id: string): Promise<undefined> {
  const { tx, company } = ctx
  await lockLedger(tx, company.id)
  const category = await getJournalCategory(ctx, id)
  if (category.isDefault) throw defaultRequired(category)
  if (!(await isJournalCategoryUsed(tx, company.id, id))) {
    deleteRow(tx, company.id, id)
    const { id: _, ...before } = category
    audit(ctx, { action: 'journal_category.delete', resourceId: id, before, after: null })
  } else if (category.isActive) {
    const at = timestamp(ctx.clock.now())
    updateJournalCategory(tx, company.id, { ...category, isActive: false }, at)
    const [before, after] = [{ isActive: true }, { isActive: false }]
    audit(ctx, { action: 'journal_category.update', resourceId: id, before, after })
  }
}
