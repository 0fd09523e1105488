/** The OpenAPI 3.1 document of everything served, written from the operations that serve it. */
import { OPERATOR_TAG, operationObject, pathOf, tagOf } from './openapi/path-item.ts'
import {
  errorResponses,
  errorSchemas,
  headers,
  parameters,
  securitySchemes,
} from './openapi/responses.ts'
import { type Json, Schemas } from './openapi/schemas.ts'
import type { AnyOperation } from './operation.ts'

/** What the document says about the installation. */
export interface OpenApiOptions {
  /** Origin of the server without `/api`, with or without a trailing slash. */
  readonly publicUrl: string
  readonly version: string
  /** Path items of endpoints that are no operations (OAuth), by their path below `/api`. */
  readonly paths?: Readonly<Record<string, Json>>
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: Json
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly 'x-tagGroups': readonly Json[]
  readonly paths: Readonly<Record<string, Json>>
  readonly components: Json
}

function pathsOf(operations: readonly AnyOperation[], schemas: Schemas, more: OpenApiOptions) {
  const paths: Record<string, Record<string, unknown>> = {}
  const ids = new Set<string>()
  for (const operation of operations) {
    const path = pathOf(operation)
    const method = operation.method.toLowerCase()
    paths[path] ??= {}
    if (ids.has(operation.id) || paths[path][method] !== undefined) {
      throw new Error(`Operation ${operation.id} (${operation.method} ${path}) is declared twice`)
    }
    ids.add(operation.id)
    paths[path][method] = operationObject(operation, schemas)
  }
  return { ...paths, ...more.paths }
}

function tagsOf(operations: readonly AnyOperation[]) {
  const names = [...new Set(operations.map(tagOf))].sort()
  const isOperator = (name: string) => name.startsWith(OPERATOR_TAG)
  const groups = [
    { name: 'API', tags: names.filter((name) => !isOperator(name)) },
    { name: 'Operator API', tags: names.filter(isOperator) },
  ]
  return {
    tags: names.map((name) => ({ name })),
    'x-tagGroups': groups.filter((group) => group.tags.length > 0),
  }
}

function scopesOf(operations: readonly AnyOperation[]): string[] {
  const scopes = operations.flatMap(({ scope, keyOnly }) =>
    scope === null || keyOnly ? [] : [scope],
  )
  return [...new Set(scopes)].sort()
}

/**
 * The document of these operations: server `<publicUrl>/api`, paths from `/v1`, `/v2` or
 * `/operator/v1`.
 * @throws Error when an id, or a method of a path, is declared twice
 */
export function openApiDocument(
  operations: readonly AnyOperation[],
  options: OpenApiOptions,
): OpenApiDocument {
  const publicUrl = options.publicUrl.replace(/\/+$/, '')
  const schemas = new Schemas()
  const paths = pathsOf(operations, schemas, options)
  return {
    openapi: '3.1.1',
    info: {
      title: 'LedgerBee API',
      version: options.version,
      description: 'Accounting, invoicing and subscription billing.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api` }],
    ...tagsOf(operations),
    paths,
    components: {
      schemas: { ...schemas.components, ...errorSchemas },
      responses: errorResponses,
      parameters,
      headers,
      securitySchemes: securitySchemes(publicUrl, scopesOf(operations)),
    },
  }
}
