import { z } from 'zod'
import {
  isoDate,
  object,
  optional,
  queryBoolean,
  uuid,
  withDefault,
} from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { createProject } from './create-project.ts'
import { createSubproject } from './create-subproject.ts'
import { deleteSubproject } from './delete-subproject.ts'
import { projectProfitSchema } from './profit-view.ts'
import {
  newProject,
  newSubproject,
  projectPatch,
  projectUpsert,
  subprojectPatch,
} from './project-schemas.ts'
import { projectSchema, subprojectSchema } from './project-view.ts'
import { readProjectProfit } from './read-project-profit.ts'
import { getProject, readProjects } from './read-projects.ts'
import { updateProject } from './update-project.ts'
import { updateSubproject } from './update-subproject.ts'
import { upsertProject } from './upsert-project.ts'

const common = { surface: 'public', tag: 'Projects' } as const
const reads = { ...common, scope: 'projects-read', status: 200 } as const
const writes = { ...common, scope: 'projects-write' } as const
const byId = object({ id: uuid() })
const bySubprojectId = object({ id: uuid(), subprojectId: uuid() })
const PROJECT_PATH = '/v1/projects/{id}'
const SUBPROJECT_PATH = '/v1/projects/{id}/subprojects/{subprojectId}'

const fieldErrors = [
  'CUSTOMER_NOT_FOUND',
  'PROJECT_DATE_RANGE_INVALID',
  'PROJECT_EXTERNAL_REFERENCE_ALREADY_EXISTS',
  'PROJECT_NAME_ALREADY_EXISTS',
]

const readRows: readonly AnyOperation[] = [
  operation({
    ...reads,
    id: 'listProjects',
    method: 'GET',
    path: '/v1/projects',
    summary: 'List all projects',
    query: object({ includeArchived: withDefault(queryBoolean(), false) }),
    answer: z.array(projectSchema),
    run: (ctx, { query }) => readProjects(ctx, query.includeArchived),
  }),
  operation({
    ...reads,
    id: 'getProject',
    method: 'GET',
    path: PROJECT_PATH,
    summary: 'Get a project',
    params: byId,
    answer: projectSchema,
    errors: ['PROJECT_NOT_FOUND'],
    run: (ctx, { params }) => getProject(ctx, params.id),
  }),
  operation({
    ...reads,
    id: 'getProjectProfit',
    method: 'GET',
    path: '/v1/projects/{id}/profit',
    summary: 'Get project profit',
    params: byId,
    query: object({ from: optional(isoDate()), to: optional(isoDate()) }),
    answer: projectProfitSchema,
    errors: ['PROJECT_NOT_FOUND'],
    run: (ctx, { params, query: { from = null, to = null } }) =>
      readProjectProfit(ctx, params.id, { from, to }),
  }),
]

const projectRows: readonly AnyOperation[] = [
  operation({
    ...writes,
    id: 'upsertProject',
    method: 'PUT',
    path: '/v1/projects',
    summary: 'Idempotent project upsert',
    description: 'Makes the project of the `externalReference` (201) or changes it (200).',
    body: projectUpsert,
    answer: projectSchema,
    status: 200,
    createdStatus: 201,
    audits: ['project.create', 'project.update'],
    errors: [...fieldErrors, 'PROJECT_ARCHIVED'],
    run: (ctx, { body }) => upsertProject(ctx, body),
  }),
  operation({
    ...writes,
    id: 'createProject',
    method: 'POST',
    path: '/v1/projects',
    summary: 'Create a project',
    body: newProject,
    answer: projectSchema,
    status: 201,
    audits: ['project.create'],
    errors: fieldErrors,
    run: (ctx, { body }) => createProject(ctx, body),
  }),
  operation({
    ...writes,
    id: 'updateProject',
    method: 'PUT',
    path: PROJECT_PATH,
    summary: 'Update a project',
    params: byId,
    body: projectPatch,
    answer: projectSchema,
    status: 200,
    audits: ['project.update'],
    errors: ['PROJECT_NOT_FOUND', ...fieldErrors, 'PROJECT_ARCHIVED'],
    run: (ctx, { params, body }) => updateProject(ctx, params.id, body),
  }),
]

const subprojectRows: readonly AnyOperation[] = [
  operation({
    ...writes,
    id: 'createSubproject',
    method: 'POST',
    path: '/v1/projects/{id}/subprojects',
    summary: 'Add a subproject',
    params: byId,
    body: newSubproject,
    answer: subprojectSchema,
    status: 201,
    audits: ['subproject.create'],
    errors: ['PROJECT_NOT_FOUND', 'PROJECT_ARCHIVED', 'SUBPROJECT_NAME_ALREADY_EXISTS'],
    run: (ctx, { params, body }) => createSubproject(ctx, params.id, body),
  }),
  operation({
    ...writes,
    id: 'updateSubproject',
    method: 'PUT',
    path: SUBPROJECT_PATH,
    summary: 'Update a subproject',
    params: bySubprojectId,
    body: subprojectPatch,
    answer: subprojectSchema,
    status: 200,
    audits: ['subproject.update'],
    errors: [
      'PROJECT_NOT_FOUND',
      'SUBPROJECT_NOT_FOUND',
      'PROJECT_ARCHIVED',
      'SUBPROJECT_NAME_ALREADY_EXISTS',
    ],
    run: (ctx, { params, body }) => updateSubproject(ctx, params.id, params.subprojectId, body),
  }),
  operation({
    ...writes,
    id: 'deleteSubproject',
    method: 'DELETE',
    path: SUBPROJECT_PATH,
    summary: 'Delete a subproject',
    params: bySubprojectId,
    status: 204,
    audits: ['subproject.delete'],
    errors: [
      'PROJECT_NOT_FOUND',
      'SUBPROJECT_NOT_FOUND',
      'PROJECT_ARCHIVED',
      'SUBPROJECT_IN_USE',
      'SUBPROJECT_IS_DEFAULT',
    ],
    run: (ctx, { params }) => deleteSubproject(ctx, params.id, params.subprojectId),
  }),
]

/** Everything a caller can do with projects and subprojects. */
export const projectsOperations: readonly AnyOperation[] = [
  ...readRows,
  ...projectRows,
  ...subprojectRows,
]
