import { z } from 'zod'
import { object, optional, uuid } from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { createDimension } from './create-dimension.ts'
import { createDimensionValue } from './create-dimension-value.ts'
import { deleteDimension } from './delete-dimension.ts'
import { deleteDimensionValue } from './delete-dimension-value.ts'
import { dimensionPatch, newDimension, newValue, valuePatch } from './dimension-schemas.ts'
import { dimensionSchema, valueSchema } from './dimension-view.ts'
import { getDimension, readDimensions } from './read-dimensions.ts'
import { updateDimension } from './update-dimension.ts'
import { updateDimensionValue } from './update-dimension-value.ts'

const common = { surface: 'public', tag: 'Dimensions' } as const
const reads = { ...common, scope: 'dimensions-read', status: 200 } as const
const writes = { ...common, scope: 'dimensions-write' } as const
const byId = object({ id: uuid() })
const byValueId = object({ id: uuid(), valueId: uuid() })
const DIMENSION_PATH = '/v1/dimensions/{id}'
const VALUE_PATH = '/v1/dimensions/{id}/values/{valueId}'

const dimensionRows: readonly AnyOperation[] = [
  operation({
    ...reads,
    id: 'listDimensions',
    method: 'GET',
    path: '/v1/dimensions',
    summary: 'List all dimensions',
    query: object({ projectId: optional(uuid()) }),
    answer: z.array(dimensionSchema),
    run: (ctx, { query }) => readDimensions(ctx, query.projectId ?? null),
  }),
  operation({
    ...reads,
    id: 'getDimension',
    method: 'GET',
    path: DIMENSION_PATH,
    summary: 'Get a single dimension by ID',
    params: byId,
    answer: dimensionSchema,
    errors: ['DIMENSION_NOT_FOUND'],
    run: (ctx, { params }) => getDimension(ctx, params.id),
  }),
  operation({
    ...writes,
    id: 'createDimension',
    method: 'POST',
    path: '/v1/dimensions',
    summary: 'Create a new dimension category',
    body: newDimension,
    answer: dimensionSchema,
    status: 201,
    audits: ['dimension.create'],
    errors: ['DIMENSION_NAME_ALREADY_EXISTS'],
    run: (ctx, { body }) => createDimension(ctx, body),
  }),
  operation({
    ...writes,
    id: 'updateDimension',
    method: 'PUT',
    path: DIMENSION_PATH,
    summary: 'Update a dimension category',
    params: byId,
    body: dimensionPatch,
    answer: dimensionSchema,
    status: 200,
    audits: ['dimension.update'],
    errors: [
      'DIMENSION_NOT_FOUND',
      'DIMENSION_MANAGED_BY_PROJECT',
      'DIMENSION_NAME_ALREADY_EXISTS',
    ],
    run: (ctx, { params, body }) => updateDimension(ctx, params.id, body),
  }),
  operation({
    ...writes,
    id: 'deleteDimension',
    method: 'DELETE',
    path: DIMENSION_PATH,
    summary: 'Delete a dimension category',
    params: byId,
    status: 204,
    audits: ['dimension.delete'],
    errors: ['DIMENSION_NOT_FOUND', 'DIMENSION_MANAGED_BY_PROJECT', 'DIMENSION_IN_USE'],
    run: (ctx, { params }) => deleteDimension(ctx, params.id),
  }),
]

const placeErrors = [
  'DIMENSION_NOT_FOUND',
  'DIMENSION_VALUE_NOT_FOUND',
  'DIMENSION_MANAGED_BY_PROJECT',
]

const valueRows: readonly AnyOperation[] = [
  operation({
    ...writes,
    id: 'createDimensionValue',
    method: 'POST',
    path: '/v1/dimensions/{id}/values',
    summary: 'Create a new dimension value',
    params: byId,
    body: newValue,
    answer: valueSchema,
    status: 201,
    audits: ['dimension_value.create'],
    errors: [...placeErrors, 'DIMENSION_VALUE_TOO_DEEP', 'DIMENSION_VALUE_NAME_ALREADY_EXISTS'],
    run: (ctx, { params, body }) => createDimensionValue(ctx, params.id, body),
  }),
  operation({
    ...writes,
    id: 'updateDimensionValue',
    method: 'PUT',
    path: VALUE_PATH,
    summary: 'Update a dimension value',
    params: byValueId,
    body: valuePatch,
    answer: valueSchema,
    status: 200,
    audits: ['dimension_value.update'],
    errors: [
      ...placeErrors,
      'DIMENSION_VALUE_CYCLE',
      'DIMENSION_VALUE_TOO_DEEP',
      'DIMENSION_VALUE_NAME_ALREADY_EXISTS',
    ],
    run: (ctx, { params, body }) => updateDimensionValue(ctx, params.id, params.valueId, body),
  }),
  operation({
    ...writes,
    id: 'deleteDimensionValue',
    method: 'DELETE',
    path: VALUE_PATH,
    summary: 'Delete a dimension value',
    params: byValueId,
    status: 204,
    audits: ['dimension_value.delete'],
    errors: [...placeErrors, 'DIMENSION_VALUE_IN_USE', 'DIMENSION_VALUE_HAS_CHILDREN'],
    run: (ctx, { params }) => deleteDimensionValue(ctx, params.id, params.valueId),
  }),
]

/** Everything a caller can do with dimensions and their values. */
export const dimensionsOperations: readonly AnyOperation[] = [...dimensionRows, ...valueRows]
