import { z } from 'zod'
import { object, optional, queryBoolean, uuid } from '../../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../../platform/http/operation.ts'
import { deleteVatCode } from './delete-vat-code.ts'
import { getVatCode, readVatCodes } from './read-vat-codes.ts'
import { changeVatCode, createVatCode } from './save-vat-code.ts'
import { vatCodeAnswer, vatCodePatch, vatCodeRequest } from './vat-code-schemas.ts'

const byId = object({ id: uuid() })
const tag = 'VAT Codes'
const operator = { surface: 'operator', scope: 'operator', tag } as const
const errors = [
  'LEDGER_NOT_FOUND',
  'LEDGER_NOT_POSTABLE',
  'CONTROL_ACCOUNT_INVALID',
  'VAT_CODE_ALREADY_EXISTS',
  'VAT_CODE_CONTRA_REQUIRES_NET',
] as const

/** The public list of VAT codes and the operator's CRUD (ledger.md 4, 16). */
export const vatCodeOperations: readonly AnyOperation[] = [
  operation({
    id: 'listVatCodes',
    ...{ surface: 'public', method: 'GET', path: '/v1/vat-codes', tag, status: 200 },
    summary: 'List VAT codes',
    description: 'VAT codes with their rates and accounts, ordered by code.',
    scope: 'vat-codes-read',
    query: object({ includeInactive: optional(queryBoolean()) }),
    answer: z.array(vatCodeAnswer),
    run: (ctx, { query }) => readVatCodes(ctx, query.includeInactive ?? false),
  }),
  operation({
    ...{ ...operator, id: 'operatorListVatCodes', method: 'GET', path: '/vat-codes', status: 200 },
    summary: 'List all VAT codes, inactive ones too',
    answer: z.array(vatCodeAnswer),
    run: (ctx) => readVatCodes(ctx, true),
  }),
  operation({
    ...{ ...operator, id: 'createVatCode', method: 'POST', path: '/vat-codes', status: 201 },
    summary: 'Create a VAT code',
    ...{ body: vatCodeRequest, answer: vatCodeAnswer, audits: ['vat_code.create'], errors },
    run: (ctx, { body }) => createVatCode(ctx, body),
  }),
  operation({
    ...{ ...operator, id: 'getVatCode', method: 'GET', path: '/vat-codes/{id}', status: 200 },
    ...{ summary: 'Get a VAT code', params: byId, answer: vatCodeAnswer },
    run: (ctx, { params }) => getVatCode(ctx, params.id),
  }),
  operation({
    ...{ ...operator, id: 'updateVatCode', method: 'PATCH', path: '/vat-codes/{id}', status: 200 },
    summary: 'Change a VAT code',
    description: 'A merge patch. What is posted keeps the rate, base and VAT it was posted with.',
    ...{ params: byId, body: vatCodePatch, answer: vatCodeAnswer, errors },
    audits: ['vat_code.update'],
    run: (ctx, { params, body }) => changeVatCode(ctx, params.id, body),
  }),
  operation({
    ...{ ...operator, id: 'deleteVatCode', method: 'DELETE', path: '/vat-codes/{id}', status: 204 },
    summary: 'Delete a VAT code',
    description:
      'A code with postings or drafts, or carried by an account, is deactivated instead.',
    ...{ params: byId, audits: ['vat_code.delete', 'vat_code.update'] },
    run: (ctx, { params }) => deleteVatCode(ctx, params.id),
  }),
]
