import { z } from 'zod'
import { object, optional, queryBoolean, uuid } from '../../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../../platform/http/operation.ts'
import { accountAnswer, accountPatch, accountRequest } from './account-schemas.ts'
import { deleteAccount } from './delete-account.ts'
import { getAccount, readAccounts } from './read-accounts.ts'
import { changeAccount, createAccount } from './save-account.ts'

const byId = object({ id: uuid() })
const tag = 'Accounts'
const operator = { surface: 'operator', scope: 'operator', tag } as const
const RULES = [
  'VAT_CODE_NOT_FOUND',
  'ACCOUNT_NUMBER_ALREADY_EXISTS',
  'ACCOUNT_CLASSIFICATION_INVALID',
  'LEDGER_NOT_POSTABLE',
] as const

/** The public list of accounts and the operator's CRUD (ledger.md 2, 16). */
export const accountOperations: readonly AnyOperation[] = [
  operation({
    id: 'listAccounts',
    ...{ surface: 'public', method: 'GET', path: '/v1/accounts', tag, status: 200 },
    summary: 'List accounts',
    description: 'The chart of accounts, ordered by public number, then number.',
    scope: 'accounts-read',
    query: object({ includeInactive: optional(queryBoolean()) }),
    answer: z.array(accountAnswer),
    run: (ctx, { query }) => readAccounts(ctx, query.includeInactive ?? false),
  }),
  operation({
    ...{ ...operator, id: 'operatorListAccounts', method: 'GET', path: '/accounts', status: 200 },
    summary: 'List all accounts, inactive ones too',
    answer: z.array(accountAnswer),
    run: (ctx) => readAccounts(ctx, true),
  }),
  operation({
    ...{ ...operator, id: 'createAccount', method: 'POST', path: '/accounts', status: 201 },
    summary: 'Create an account',
    ...{ body: accountRequest, answer: accountAnswer, audits: ['account.create'], errors: RULES },
    run: (ctx, { body }) => createAccount(ctx, body),
  }),
  operation({
    ...{ ...operator, id: 'getAccount', method: 'GET', path: '/accounts/{id}', status: 200 },
    ...{ summary: 'Get an account', params: byId, answer: accountAnswer },
    run: (ctx, { params }) => getAccount(ctx, params.id),
  }),
  operation({
    ...{ ...operator, id: 'updateAccount', method: 'PATCH', path: '/accounts/{id}', status: 200 },
    summary: 'Change an account',
    description:
      'A merge patch. With postings, number, type, classification and control are fixed.',
    ...{ params: byId, body: accountPatch, answer: accountAnswer, audits: ['account.update'] },
    errors: [...RULES, 'ACCOUNT_IN_USE', 'ACCOUNT_REQUIRED_BY_SETUP'],
    run: (ctx, { params, body }) => changeAccount(ctx, params.id, body),
  }),
  operation({
    ...{ ...operator, id: 'deleteAccount', method: 'DELETE', path: '/accounts/{id}', status: 204 },
    summary: 'Delete an account',
    description: 'An account with postings or drafts is deactivated instead.',
    ...{ params: byId, audits: ['account.delete', 'account.update'] },
    errors: ['ACCOUNT_REQUIRED_BY_SETUP'],
    run: (ctx, { params }) => deleteAccount(ctx, params.id),
  }),
]
