import type { z } from 'zod'
import {
  boolean,
  color,
  currency,
  decimal,
  integer,
  isoDate,
  object,
  optional,
  patch,
  text,
  uuid,
} from '../../../platform/http/fields.ts'
import { BUDGET_DECIMALS } from './project.ts'

const budget = decimal({ places: BUDGET_DECIMALS, min: 0 })
const reference = text({ max: 255 })

const projectFields = {
  name: text({ min: 2, max: 100 }),
  currency: optional(currency()),
  customerId: optional(uuid()),
  budgetHours: optional(budget),
  budgetAmount: optional(budget),
  startDate: optional(isoDate()),
  endDate: optional(isoDate()),
  externalReference: optional(reference),
  color: optional(color()),
}
const changeable = patch({ ...projectFields, isArchived: boolean() }).shape

/** Body that makes a project. */
export const newProject = object(projectFields).meta({ id: 'NewProject' })
/** Body that changes a project: absent fields stay, `null` clears. */
export const projectPatch = object(changeable).meta({ id: 'ProjectPatch' })
/** Body that makes or changes the project of a reference; making one needs its name. */
export const projectUpsert = object({ ...changeable, externalReference: reference }).meta({
  id: 'ProjectUpsert',
})

const subprojectFields = {
  name: text({ max: 100 }),
  budgetHours: optional(budget),
  budgetAmount: optional(budget),
  externalReference: optional(reference),
}

/** Body that adds a subproject; without `sortOrder` it comes last. */
export const newSubproject = object({ ...subprojectFields, sortOrder: optional(integer()) }).meta({
  id: 'NewSubproject',
})
/** Body that changes a subproject: absent fields stay, `null` clears. */
export const subprojectPatch = patch({ ...subprojectFields, sortOrder: integer() }).meta({
  id: 'SubprojectPatch',
})

export type NewProject = z.output<typeof newProject>
export type ProjectPatch = z.output<typeof projectPatch>
export type ProjectUpsert = z.output<typeof projectUpsert>
export type NewSubproject = z.output<typeof newSubproject>
export type SubprojectPatch = z.output<typeof subprojectPatch>
