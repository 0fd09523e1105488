/** Making and changing journal categories, exactly one of which is the default at every moment. */
import { timestamp } from '../../../../kernel/calendar.ts'
import type { Context } from '../../../../kernel/context.ts'
import { uuidv7 } from '../../../../kernel/id.ts'
import { audit, changes } from '../../../../platform/audit/audit.ts'
import { lockLedger } from '../../../companies/index.ts'
import { categoryNameTaken, defaultRequired } from './errors.ts'
import type { JournalCategory } from './journal-category.ts'
import {
  insertJournalCategory,
  isCategoryNameTaken,
  takeDefault,
  updateJournalCategory,
} from './journal-category-queries.ts'
import type { JournalCategoryPatch, JournalCategoryRequest } from './journal-category-schemas.ts'
import { getJournalCategory } from './read-journal-categories.ts'

/**
 * Makes a category; as the default it takes the place of the one that was.
 * @throws BadRequest `JOURNAL_CATEGORY_NAME_ALREADY_EXISTS`, `JOURNAL_CATEGORY_DEFAULT_REQUIRED`
 */
export async function createJournalCategory(
  ctx: Context,
  request: JournalCategoryRequest,
): Promise<JournalCategory> {
  const category = { id: uuidv7(), ...request }
  await lockLedger(ctx.tx, ctx.company.id)
  await checkCategory(ctx, category)
  await moveDefault(ctx, category)
  insertJournalCategory(ctx.tx, ctx.company.id, category, timestamp(ctx.clock.now()))
  audit(ctx, {
    ...{ action: 'journal_category.create', resourceId: category.id },
    ...{ before: null, after: request },
  })
  return category
}

/**
 * Changes a category by merge patch.
 * @throws NotFound `JOURNAL_CATEGORY_NOT_FOUND`
 * @throws BadRequest `JOURNAL_CATEGORY_NAME_ALREADY_EXISTS`, `JOURNAL_CATEGORY_DEFAULT_REQUIRED`
 */
export async function changeJournalCategory(
  ctx: Context,
  id: string,
  patch: JournalCategoryPatch,
): Promise<JournalCategory> {
  await lockLedger(ctx.tx, ctx.company.id)
  const before = await getJournalCategory(ctx, id)
  const category = { ...before, ...patch } as JournalCategory
  const changed = changes(before, category)
  if (changed === null) return before
  if (before.isDefault && !category.isDefault) throw defaultRequired(before)
  await checkCategory(ctx, category)
  await moveDefault(ctx, category)
  updateJournalCategory(ctx.tx, ctx.company.id, category, timestamp(ctx.clock.now()))
  audit(ctx, { action: 'journal_category.update', resourceId: id, ...changed })
  return category
}

async function checkCategory(ctx: Context, category: JournalCategory): Promise<void> {
  const { id, name, isDefault, isActive } = category
  if (await isCategoryNameTaken(ctx.tx, ctx.company.id, name, id)) throw categoryNameTaken(category)
  if (isDefault && !isActive) throw defaultRequired(category)
}

async function moveDefault(ctx: Context, { id, isDefault }: JournalCategory): Promise<void> {
  if (!isDefault) return
  const former = await takeDefault(ctx.tx, ctx.company.id, { id, at: timestamp(ctx.clock.now()) })
  if (former === undefined) return
  audit(ctx, {
    ...{ action: 'journal_category.update', resourceId: former },
    ...{ before: { isDefault: true }, after: { isDefault: false } },
  })
}
