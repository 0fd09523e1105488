/** One operation as it stands in the document. */
import type { AnyOperation } from '../operation.ts'
import { headerRefs } from './responses.ts'
import type { Json, Schemas } from './schemas.ts'

const JSON_TYPE = 'application/json'
const MERGE_PATCH_TYPE = 'application/merge-patch+json'

/** Tags of operator operations are told apart by this prefix. */
export const OPERATOR_TAG = 'Operator: '

/** The tag an operation stands under. */
export function tagOf({ surface, tag }: AnyOperation): string {
  return surface === 'operator' ? OPERATOR_TAG + tag : tag
}

/** The operation's path below `/api`. */
export function pathOf({ surface, path }: AnyOperation): string {
  return surface === 'operator' ? `/operator/v1${path}` : path
}

/** Path and query parameters of one schema's properties. */
function parametersIn(place: 'path' | 'query', schema: Json): Json[] {
  const required = new Set((schema['required'] ?? []) as string[])
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>)
  return properties.map(([name, property]) => {
    const { description, ...rest } = property
    return {
      name,
      in: place,
      ...(place === 'path' || required.has(name) ? { required: true } : {}),
      ...(typeof description === 'string' ? { description } : {}),
      ...(isObject(rest) ? { style: 'deepObject', explode: true } : {}),
      schema: place === 'query' ? withoutNull(rest) : rest,
    }
  })
}

function isObject(schema: Json): boolean {
  return withoutNull(schema)['type'] === 'object'
}

/** A query has no `null`; what is optional in it is simply left out. */
function withoutNull(schema: Json): Json {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf)) return withoutNullType(schema)
  const given = anyOf.filter((option: Json) => option['type'] !== 'null')
  return given.length === 1 ? { ...(given[0] as Json), ...rest } : { ...rest, anyOf: given }
}

function withoutNullType(schema: Json): Json {
  const { type } = schema
  if (!Array.isArray(type)) return schema
  const given = type.filter((name) => name !== 'null')
  return { ...schema, type: given.length === 1 ? given[0] : given }
}

/** Parameters of a path without a schema: ids. */
function pathIds(path: string): Json {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const properties = names.map((name) => [name, { type: 'string', format: 'uuid' }] as const)
  return { properties: Object.fromEntries(properties) }
}

function parametersOf(operation: AnyOperation, schemas: Schemas): Json[] {
  const { params, query, method, path } = operation
  const shared = method === 'GET' ? 'IfNoneMatch' : 'IdempotencyKey'
  const hasShared = method !== 'GET' || operation.etag !== false
  return [
    ...parametersIn('path', params ? schemas.write(params, 'input') : pathIds(path)),
    ...(query ? parametersIn('query', schemas.write(query, 'input')) : []),
    ...(hasShared ? [{ $ref: `#/components/parameters/${shared}` }] : []),
  ]
}

function requestBody(operation: AnyOperation, schemas: Schemas): Json {
  if (operation.body === undefined) return {}
  const schema = schemas.write(operation.body, 'input')
  const types = operation.method === 'PATCH' ? [JSON_TYPE, MERGE_PATCH_TYPE] : [JSON_TYPE]
  const content = Object.fromEntries(types.map((type) => [type, { schema }]))
  return { requestBody: { required: !operation.body.safeParse({}).success, content } }
}

function success(operation: AnyOperation, schemas: Schemas): Json {
  const { answer, answerType, method, status, summary } = operation
  const names = ['X-Request-Id']
  if (method !== 'GET') names.push('Idempotent-Replayed')
  else if (operation.etag !== false) names.push('ETag')
  if (operation.successor !== undefined) names.push('Deprecation', 'Sunset', 'Link')
  const content: Record<string, Json> = {}
  if (answer !== undefined) content[JSON_TYPE] = { schema: schemas.write(answer, 'output') }
  if (answerType !== undefined) content[answerType] = {}
  return {
    description: status === 204 ? 'Done.' : summary,
    headers: headerRefs(...names),
    ...(Object.keys(content).length > 0 ? { content } : {}),
  }
}

/** The error statuses an operation may answer with. */
function errorStatuses({ method, path, body, etag }: AnyOperation): number[] {
  const statuses = [400, 401, 403, 429, 500]
  if (path.includes('{') || body !== undefined) statuses.push(404)
  if (method !== 'GET') statuses.push(409, 422)
  if (body !== undefined) statuses.push(413, 415)
  if (method === 'GET' && etag !== false) statuses.push(304)
  return statuses.sort((a, b) => a - b)
}

function responsesOf(operation: AnyOperation, schemas: Schemas): Json {
  const { status, createdStatus = status } = operation
  const answer = success(operation, schemas)
  const responses: Record<string, Json> = { [status]: answer, [createdStatus]: answer }
  for (const status of errorStatuses(operation)) {
    responses[status] =
      status === 304
        ? { description: 'Nothing has changed.', headers: headerRefs('X-Request-Id', 'ETag') }
        : { $ref: `#/components/responses/${status}` }
  }
  return responses
}

function securityOf({ keyOnly, scope }: AnyOperation): Json[] {
  const token = { OAuth2ClientCredentials: scope === null ? [] : [scope] }
  return keyOnly ? [{ ApiKeyAuth: [] }] : [{ ApiKeyAuth: [] }, token]
}

/**
 * What the reference says beside the summary: the description, scope, licenses, business errors.
 */
function descriptionOf({ description, scope, licenses = [], errors = [] }: AnyOperation): string {
  const lines = description === undefined ? [] : [description]
  if (scope !== null) lines.push(`Scope: \`${scope}\`.`)
  if (licenses.length > 0) lines.push(`License: ${licenses.join(', ')}.`)
  if (errors.length > 0) {
    lines.push(`Error codes: ${errors.map((code) => `\`${code}\``).join(', ')}.`)
  }
  return lines.join('\n\n')
}

/** The Operation Object of the document. */
export function operationObject(operation: AnyOperation, schemas: Schemas): Json {
  const description = descriptionOf(operation)
  return {
    operationId: operation.id,
    tags: [tagOf(operation)],
    summary: operation.summary,
    ...(description === '' ? {} : { description }),
    ...(operation.successor === undefined ? {} : { deprecated: true }),
    parameters: parametersOf(operation, schemas),
    ...requestBody(operation, schemas),
    responses: responsesOf(operation, schemas),
    security: securityOf(operation),
  }
}
