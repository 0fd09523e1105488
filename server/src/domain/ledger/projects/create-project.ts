import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import type { Patch } from '../dimensions/index.ts'
import { projectNameTaken, projectReferenceTaken } from './errors.ts'
import { refuseDateRange, requireCustomer } from './locked-project.ts'
import {
  DEFAULT_SUBPROJECT_NAME,
  type Project,
  type ProjectFields,
  type Subproject,
} from './project.ts'
import { insertProject, insertProjectDimension } from './project-queries.ts'
import type { NewProject } from './project-schemas.ts'
import { type ProjectView, projectView } from './project-view.ts'
import { insertSubproject } from './subproject-queries.ts'

/**
 * Makes a project with its category and its default subproject.
 * @throws NotFound `CUSTOMER_NOT_FOUND`
 * @throws BadRequest `PROJECT_DATE_RANGE_INVALID`, `PROJECT_EXTERNAL_REFERENCE_ALREADY_EXISTS`,
 *   `PROJECT_NAME_ALREADY_EXISTS`
 */
export async function createProject(ctx: Context, body: NewProject): Promise<ProjectView> {
  const created = await storeProject(ctx, { ...body, isArchived: false })
  if (created !== undefined) return created
  throw projectReferenceTaken(body.externalReference ?? null)
}

/** A checked body; absent fields get their defaults. */
export type ProjectToStore = Patch<NewProject> & {
  readonly name: string
  readonly isArchived: boolean
}

/** As {@link createProject}; `undefined` when another project has the reference. */
export async function storeProject(
  ctx: Context,
  body: ProjectToStore,
): Promise<ProjectView | undefined> {
  const fields = fieldsOf(ctx, body)
  await requireCustomer(ctx, fields.customerId)
  refuseDateRange(fields)
  const at = timestamp(ctx.clock.now())
  const stamps = { createdAt: at, updatedAt: at }
  const project: Project = { id: uuidv7(), dimensionId: uuidv7(), ...fields, ...stamps }
  if (!(await insertProject(ctx.tx, ctx.company.id, project))) return undefined
  try {
    await insertProjectDimension(ctx.tx, ctx.company.id, project)
  } catch (error) {
    if (brokenConstraint(error) !== 'dimensions_name_unique') throw error
    throw projectNameTaken(project.name)
  }
  const standard = defaultSubproject(project)
  insertSubproject(ctx.tx, ctx.company.id, standard)
  audit(ctx, { action: 'project.create', resourceId: project.id, before: null, after: fields })
  return projectView(project, [standard])
}

function fieldsOf(ctx: Context, body: ProjectToStore) {
  return {
    name: body.name,
    isArchived: body.isArchived,
    currency: body.currency ?? ctx.company.baseCurrency,
    customerId: body.customerId ?? null,
    budgetHours: body.budgetHours ?? null,
    budgetAmount: body.budgetAmount ?? null,
    startDate: body.startDate ?? null,
    endDate: body.endDate ?? null,
    externalReference: body.externalReference ?? null,
    color: body.color ?? null,
  } satisfies ProjectFields
}

function defaultSubproject({ dimensionId, createdAt, updatedAt }: Project): Subproject {
  return {
    ...{ id: uuidv7(), dimensionId, name: DEFAULT_SUBPROJECT_NAME, sortOrder: 0 },
    ...{ budgetHours: null, budgetAmount: null, externalReference: null, isDefault: true },
    ...{ createdAt, updatedAt },
  }
}
