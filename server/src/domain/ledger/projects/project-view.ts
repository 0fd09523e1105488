import { z } from 'zod'
import { budgetNumbers } from './profit.ts'
import { plannedBudget, type Project, type Subproject } from './project.ts'

/** Schema of a subproject; its id is what goes into `tagIds`. */
export const subprojectSchema = z
  .object({
    id: z.uuid(),
    projectId: z.uuid(),
    name: z.string(),
    sortOrder: z.int(),
    budgetHours: z.number().nullable(),
    budgetAmount: z.number().nullable(),
    externalReference: z.string().nullable(),
    isDefault: z.boolean(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Subproject' })

/** Schema of a project with its subprojects. */
export const projectSchema = z
  .object({
    id: z.uuid(),
    dimensionId: z.uuid(),
    defaultSubprojectId: z.uuid(),
    name: z.string(),
    isArchived: z.boolean(),
    currency: z.string(),
    subprojects: z.array(subprojectSchema),
    customerId: z.uuid().nullable(),
    budgetHours: z.number().nullable(),
    budgetAmount: z.number().nullable(),
    startDate: z.iso.date().nullable(),
    endDate: z.iso.date().nullable(),
    externalReference: z.string().nullable(),
    color: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Project' })

/** A project as answered. */
export type ProjectView = z.output<typeof projectSchema>
/** A subproject as answered. */
export type SubprojectView = z.output<typeof subprojectSchema>

/** The subproject as answered. */
export function subprojectView(projectId: string, subproject: Subproject): SubprojectView {
  const { id, name, sortOrder, externalReference, isDefault, createdAt, updatedAt } = subproject
  const budget = budgetNumbers(subproject)
  return {
    ...{ id, projectId, name, sortOrder, ...budget, externalReference, isDefault },
    ...{ createdAt, updatedAt },
  }
}

/** The project as answered, with its subprojects in their order. */
export function projectView(project: Project, subprojects: readonly Subproject[]): ProjectView {
  const standard = subprojects.find((subproject) => subproject.isDefault)
  if (standard === undefined) throw new Error(`project ${project.id} has no default subproject`)
  const { id, dimensionId, name, isArchived, currency, customerId, startDate, endDate } = project
  const { externalReference, color, createdAt, updatedAt } = project
  return {
    ...{ id, dimensionId, defaultSubprojectId: standard.id, name, isArchived, currency },
    subprojects: subprojects.map((subproject) => subprojectView(id, subproject)),
    ...{ customerId, ...budgetNumbers(plannedBudget(project, subprojects)), startDate, endDate },
    ...{ externalReference, color, createdAt, updatedAt },
  }
}
