import { type AnyOperation, operation } from '../../platform/http/operation.ts'
import { changeCompany } from './change-company.ts'
import { type ClockParts, clockOperations } from './clock/operations.ts'
import { getCompany } from './company-queries.ts'
import { companyDetailsSchema, companyPatch, companySchema } from './company-schemas.ts'
import { companyDetailsView, companyView } from './company-view.ts'

/** Operations of this room: the company and its clock. */
export function companyOperations(parts: ClockParts): readonly AnyOperation[] {
  return [...masterDataOperations, ...clockOperations(parts)]
}

const masterDataOperations: readonly AnyOperation[] = [
  operation({
    id: 'getCompany',
    surface: 'public',
    method: 'GET',
    path: '/v1/company',
    tag: 'Company',
    summary: 'Get company details',
    scope: 'company-read',
    answer: companySchema,
    status: 200,
    run: async (ctx) => companyView(await getCompany(ctx.tx, ctx.company.id)),
  }),
  operation({
    id: 'getCompanyDetails',
    surface: 'operator',
    method: 'GET',
    path: '/company',
    tag: 'Company',
    summary: 'Get the company',
    scope: 'operator',
    answer: companyDetailsSchema,
    status: 200,
    run: async (ctx) => companyDetailsView(await getCompany(ctx.tx, ctx.company.id)),
  }),
  operation({
    id: 'updateCompany',
    surface: 'operator',
    method: 'PATCH',
    path: '/company',
    tag: 'Company',
    summary: 'Change the company',
    description: 'A merge patch. The base currency may change until something is posted.',
    scope: 'operator',
    body: companyPatch,
    answer: companyDetailsSchema,
    status: 200,
    audits: ['company.update'],
    errors: ['COMPANY_CURRENCY_LOCKED'],
    run: async (ctx, { body }) => companyDetailsView(await changeCompany(ctx, body)),
  }),
]
