import { BadRequest } from '../../../../kernel/errors.ts'
import type { JournalCategory } from './journal-category.ts'

/** Exactly one category is the default: it can neither go nor stop being it. */
export function defaultRequired({ id }: JournalCategory): BadRequest {
  return new BadRequest(
    'JOURNAL_CATEGORY_DEFAULT_REQUIRED',
    'One active category is always the default; make another one the default instead.',
    { journalCategoryId: id },
  )
}

/** Another category has the name, in some letter case. */
export function categoryNameTaken({ name }: JournalCategory): BadRequest {
  return new BadRequest(
    'JOURNAL_CATEGORY_NAME_ALREADY_EXISTS',
    `There is a journal category ${name} already; choose another name.`,
    { name },
  )
}
