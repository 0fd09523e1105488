import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import {
  type Company,
  createCompanyWithin,
  getCompany,
  licensesSchema,
  licensesView,
  type Seed,
} from '../../domain/companies/index.ts'
import * as f from '../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../platform/http/operation.ts'
import { idOfCursor, pageOf, type PageRequest, pageSchema } from '../../platform/http/paging.ts'
import { issueKey } from '../api-keys/issue-key.ts'
import { ALL_SCOPES } from '../scopes.ts'

const memberSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    countryCode: z.string(),
    currency: z.string(),
    sandbox: z.boolean(),
    role: z.enum(['owner', 'accountant', 'biller', 'developer', 'viewer']),
    licenses: licensesSchema,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CompanyMembership' })

const newCompany = f.object({
  name: f.text({ max: 200 }),
  countryCode: f.country(),
  currency: f.currency(),
  sandbox: f.withDefault(f.boolean(), false),
})

const operator = { surface: 'operator', tag: 'Companies', scope: 'operator' } as const

/** The caller's companies (platform.md 14.2). */
export function companyAccessOperations(seeds: readonly Seed[]): readonly AnyOperation[] {
  return [
    operation({
      id: 'listCompanies',
      ...operator,
      method: 'GET',
      path: '/companies',
      summary: 'List companies',
      description: 'The companies of the caller; a key has one.',
      query: f.object(f.pagination({ sortBy: ['createdAt'], default: 'createdAt' })),
      answer: pageSchema(memberSchema),
      status: 200,
      run: (ctx, { query }) => listCompanies(ctx, query),
    }),
    operation({
      id: 'createCompany',
      ...operator,
      method: 'POST',
      path: '/companies',
      summary: 'Create a company',
      description:
        'Seeded and with all licenses. Its first key holds every scope and is shown once.',
      body: newCompany,
      answer: z.object({ company: memberSchema, apiKey: z.string() }),
      status: 201,
      secretAnswer: true,
      audits: ['company.create', 'api_key.create'],
      run: (ctx, { body }) => openCompany(ctx, body, seeds),
    }),
  ]
}

async function listCompanies(ctx: Context, page: PageRequest) {
  const company = await getCompany(ctx.tx, ctx.company.id)
  // The cursor of a list of one is never handed out, but checked as any other.
  if (page.cursor) idOfCursor(page.cursor)
  const isShown = page.page === 1 && !page.cursor
  return pageOf(isShown ? [company] : [], 1, page, memberView)
}

async function openCompany(
  ctx: Context,
  request: z.output<typeof newCompany>,
  seeds: readonly Seed[],
) {
  const { result } = await createCompanyWithin(ctx, request, seeds, async (inside) => {
    const { key } = issueKey(inside, { name: 'First key', scopes: ALL_SCOPES })
    return { company: memberView(await getCompany(inside.tx, inside.company.id)), apiKey: key }
  })
  return result
}

/** An operator key acts as an owner of its company. */
function memberView(company: Company): z.input<typeof memberSchema> {
  const { id, name, countryCode, currency, sandbox, createdAt } = company
  const licenses = licensesView(company.licenses)
  return { id, name, countryCode, currency, sandbox, role: 'owner', licenses, createdAt }
}
