import { pathOf } from '../../src/platform/http/openapi/path-item.ts'
import type { AnyOperation } from '../../src/platform/http/operation.ts'
import { SignedLinks } from '../../src/platform/files/signed-links.ts'
import { Vault } from '../../src/platform/secrets/vault.ts'
import { operations } from '../../src/surfaces/rest/operations.ts'
import type { TestApp } from '../harness/app.ts'

/** JSON Schema as far as the sweep reads it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly format?: string
  readonly contentEncoding?: string
}

/** A parameter as the document declares it. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}

/** An operation of the document. */
export interface Documented {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly deprecated?: boolean
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> }
  readonly responses: Readonly<Record<string, unknown>>
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
}

/** An operation as it is declared and as the document tells it. */
export interface Served {
  readonly operation: AnyOperation
  /** Path below `/api`, with `{name}` parameters. */
  readonly path: string
  readonly told: Documented
  readonly body: Schema | undefined
  /** Parameters of the path and of the query. */
  parameters(place: 'path' | 'query'): readonly Parameter[]
}

/** The operation that answers for every name without a report: always 404, whatever the query. */
export const CATCH_ALL = 'getReport'

/** Everything served, and the schemas it refers to. */
export interface Surface {
  readonly all: readonly Served[]
  resolve(schema: Schema): Schema
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** The table of operations beside the OpenAPI document that the server answers. */
export async function servedBy({ app, db }: TestApp): Promise<Surface> {
  const answer = await app.inject({ method: 'GET', url: '/openapi.json' })
  const document = answer.json<Document>()
  const links = new SignedLinks(new Vault(Buffer.alloc(32, 7)), 'http://127.0.0.1:8080')
  const table = operations({ db, links, seeds: [], dueWork: [] })
  return {
    all: table.map((operation) => served(operation, document)),
    resolve(schema) {
      if (schema.$ref === undefined) return schema
      const found = document.components.schemas[schema.$ref.replace(/^.*\//, '')]
      if (found === undefined) throw new Error(`${schema.$ref} leads nowhere`)
      return found
    },
  }
}

function served(operation: AnyOperation, { paths }: Document): Served {
  const path = pathOf(operation)
  const told = paths[path]?.[operation.method.toLowerCase()]
  if (told === undefined) throw new Error(`${operation.method} ${path} is not documented`)
  return {
    operation,
    path,
    told,
    body: told.requestBody?.content['application/json']?.schema,
    parameters: (place) => told.parameters.filter((parameter) => parameter.in === place),
  }
}
