import { z } from 'zod'
import { object, optional, queryBoolean, uuid } from '../../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../../platform/http/operation.ts'
import { deleteJournalCategory } from './delete-journal-category.ts'
import {
  journalCategoryAnswer,
  journalCategoryPatch,
  journalCategoryRequest,
} from './journal-category-schemas.ts'
import { getJournalCategory, readJournalCategories } from './read-journal-categories.ts'
import { changeJournalCategory, createJournalCategory } from './save-journal-category.ts'

const byId = object({ id: uuid() })
const tag = 'Journal Categories'
const path = '/journal-categories'
const item = '/journal-categories/{id}'
const operator = { surface: 'operator', scope: 'operator', tag } as const
const errors = [
  'JOURNAL_CATEGORY_NAME_ALREADY_EXISTS',
  'JOURNAL_CATEGORY_DEFAULT_REQUIRED',
] as const

/** The public list of journal categories and the operator's CRUD (ledger.md 5, 16). */
export const journalCategoryOperations: readonly AnyOperation[] = [
  operation({
    id: 'listJournalCategories',
    ...{ surface: 'public', method: 'GET', path: `/v1${path}`, tag, status: 200 },
    summary: 'List journal categories',
    description: 'The default category first, then in order of creation.',
    scope: 'journal-categories-read',
    query: object({ includeInactive: optional(queryBoolean()) }),
    answer: z.array(journalCategoryAnswer),
    run: (ctx, { query }) => readJournalCategories(ctx, query.includeInactive ?? false),
  }),
  operation({
    ...{ ...operator, id: 'operatorListJournalCategories', method: 'GET', path, status: 200 },
    summary: 'List all journal categories, inactive ones too',
    answer: z.array(journalCategoryAnswer),
    run: (ctx) => readJournalCategories(ctx, true),
  }),
  operation({
    ...{ ...operator, id: 'createJournalCategory', method: 'POST', path, status: 201 },
    summary: 'Create a journal category',
    description: '`isDefault: true` takes the default from the category that has it.',
    ...{ body: journalCategoryRequest, answer: journalCategoryAnswer, errors },
    audits: ['journal_category.create', 'journal_category.update'],
    run: (ctx, { body }) => createJournalCategory(ctx, body),
  }),
  operation({
    ...{ ...operator, id: 'getJournalCategory', method: 'GET', path: item, status: 200 },
    ...{ summary: 'Get a journal category', params: byId, answer: journalCategoryAnswer },
    run: (ctx, { params }) => getJournalCategory(ctx, params.id),
  }),
  operation({
    ...{ ...operator, id: 'updateJournalCategory', method: 'PATCH', path: item, status: 200 },
    ...{ summary: 'Change a journal category', params: byId, body: journalCategoryPatch },
    ...{ answer: journalCategoryAnswer, audits: ['journal_category.update'], errors },
    run: (ctx, { params, body }) => changeJournalCategory(ctx, params.id, body),
  }),
  operation({
    ...{ ...operator, id: 'deleteJournalCategory', method: 'DELETE', path: item, status: 204 },
    summary: 'Delete a journal category',
    description: 'A category with entries or drafts is deactivated instead.',
    ...{ params: byId, audits: ['journal_category.delete', 'journal_category.update'] },
    errors: ['JOURNAL_CATEGORY_DEFAULT_REQUIRED'],
    run: (ctx, { params }) => deleteJournalCategory(ctx, params.id),
  }),
]
