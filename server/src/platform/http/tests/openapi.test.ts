import { validate } from '@scalar/openapi-validator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import * as f from '../fields.ts'
import { openApiDocument } from '../openapi.ts'
import { type AnyOperation, operation } from '../operation.ts'

const Tag = f.object({ name: f.text({ max: 40 }) }).meta({ id: 'Tag' })
const CustomerBody = f
  .object({
    name: f.text({ max: 200 }),
    kind: f.choice(['company', 'private'], { case: 'insensitive' }),
    email: f.optional(f.email()),
    isActive: f.withDefault(f.boolean(), true),
    limit: f.optional(f.money({ positive: true })),
    number: f.numberText(),
    tags: f.optional(f.list(Tag, { max: 5 })),
    ids: f.list(f.uuid(), { min: 1, max: 9 }),
    metadata: f.optional(f.metadata()),
  })
  .meta({ id: 'CreateCustomer' })
const Customer = z.object({ id: z.uuid(), createdAt: z.iso.datetime() }).meta({ id: 'Customer' })

const common = { surface: 'public', tag: 'Customers', scope: 'customers-read' } as const
const operations: AnyOperation[] = [
  operation({
    ...common,
    id: 'listCustomers',
    method: 'GET',
    path: '/v1/customers',
    summary: 'List customers',
    query: f.object({
      ...f.pagination({ sortBy: ['createdAt'], default: 'createdAt' }),
      metadata: f.optional(f.queryMetadata()),
      isActive: f.optional(f.queryBoolean()),
      from: f.isoDate(),
    }),
    answer: z.object({ data: z.array(Customer), total: z.int() }),
    status: 200,
  }),
  operation({
    ...common,
    id: 'createCustomer',
    method: 'POST',
    path: '/v1/customers',
    summary: 'Create a customer',
    scope: 'customers-write',
    licenses: ['Subscription'],
    errors: ['CUSTOMER_NUMBER_ALREADY_EXISTS'],
    body: CustomerBody,
    answer: Customer,
    status: 201,
  }),
  operation({
    ...common,
    id: 'updateCustomer',
    method: 'PATCH',
    path: '/v1/customers/{id}',
    summary: 'Update a customer',
    params: f.object({ id: f.uuid() }),
    body: f.patch({ name: f.text({ max: 9 }), isActive: f.withDefault(f.boolean(), true) }),
    answer: Customer,
    status: 200,
  }),
  operation({
    ...common,
    id: 'oldEntry',
    method: 'GET',
    path: '/v1/old/{id}',
    summary: 'Old',
    successor: '/api/v2/new/{id}',
    keyOnly: true,
    etag: false,
    answerType: 'application/pdf',
    status: 200,
  }),
  operation({
    ...common,
    id: 'deleteApiKey',
    surface: 'operator',
    tag: 'API keys',
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke a key',
    scope: 'operator',
    status: 204,
  }),
]

const options = { publicUrl: 'https://books.example.com/', version: '1.2.3' }
const document = openApiDocument(operations, options)
// Read as the JSON it is served as.
const json = JSON.parse(JSON.stringify(document))
const create = json.paths['/v1/customers'].post
const list = json.paths['/v1/customers'].get
const schemas = json.components.schemas
const properties = schemas.CreateCustomer.properties

test('the document is valid OpenAPI 3.1', async () => {
  expect(await validate(json)).toMatchObject({ valid: true, version: '3.1' })
})

test('every reference leads somewhere', () => {
  const refs = [...JSON.stringify(json).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1])
  expect(refs.length).toBeGreaterThan(20)
  for (const ref of refs) {
    const target = ref?.split('/').reduce((node, key) => node?.[key], json)
    expect(target, ref).toBeDefined()
  }
})

test('server, paths and security schemes are the contract ones', () => {
  expect(json.servers).toEqual([{ url: 'https://books.example.com/api' }])
  expect(Object.keys(json.paths)).toEqual([
    '/v1/customers',
    '/v1/customers/{id}',
    '/v1/old/{id}',
    '/operator/v1/api-keys/{id}',
  ])
  expect(json.components.securitySchemes).toEqual({
    ApiKeyAuth: { type: 'apiKey', in: 'header', name: 'x-api-key' },
    OAuth2ClientCredentials: {
      type: 'oauth2',
      flows: {
        clientCredentials: {
          tokenUrl: 'https://books.example.com/api/v1/auth/token',
          scopes: {
            'customers-read': 'Read customers',
            'customers-write': 'Write customers',
            operator: 'operator',
          },
        },
      },
    },
  })
  expect(create.security).toEqual([
    { ApiKeyAuth: [] },
    { OAuth2ClientCredentials: ['customers-write'] },
  ])
})

test('operator operations have tags of their own', () => {
  expect(json.paths['/operator/v1/api-keys/{id}'].delete.tags).toEqual(['Operator: API keys'])
  expect(json['x-tagGroups'][1]).toEqual({ name: 'Operator API', tags: ['Operator: API keys'] })
})

test('a deprecated key-only operation says so', () => {
  const old = json.paths['/v1/old/{id}'].get
  expect(old.deprecated).toBe(true)
  expect(old.security).toEqual([{ ApiKeyAuth: [] }])
  expect(Object.keys(old.responses[200].headers)).toEqual([
    'X-Request-Id',
    'Deprecation',
    'Sunset',
    'Link',
  ])
  expect(old.responses[200].content).toEqual({ 'application/pdf': {} })
  expect(old.responses[304]).toBeUndefined()
  expect(old.parameters).toEqual([
    { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  ])
})

test('request fields keep their formats and bounds', () => {
  expect(schemas.CreateCustomer).toMatchObject({
    additionalProperties: false,
    required: ['name', 'kind', 'number', 'ids'],
  })
  expect(properties).toMatchObject({
    name: { type: 'string', minLength: 1, maxLength: 200 },
    kind: { enum: ['company', 'private'] },
    email: { anyOf: [{ type: 'string', format: 'email', maxLength: 254 }, { type: 'null' }] },
    isActive: { type: 'boolean', default: true },
    limit: {
      anyOf: [
        { oneOf: [{ type: 'number', exclusiveMinimum: 0 }, { type: 'string' }] },
        { type: 'null' },
      ],
    },
    number: { oneOf: [{ type: 'string', maxLength: 30 }, { type: 'integer' }] },
    tags: {
      anyOf: [{ type: 'array', items: { $ref: '#/components/schemas/Tag' } }, { type: 'null' }],
    },
    ids: { type: 'array', minItems: 1, maxItems: 9, items: { type: 'string', format: 'uuid' } },
    metadata: { anyOf: [{ type: 'object', maxProperties: 50 }, { type: 'null' }] },
  })
})

test('schemas with an id stand once and are referred to', () => {
  expect(create.requestBody).toEqual({
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/CreateCustomer' } } },
  })
  expect(list.responses[200].content['application/json'].schema.properties.data).toEqual({
    type: 'array',
    items: { $ref: '#/components/schemas/Customer' },
  })
  expect(schemas.Customer.properties.id).toEqual({ type: 'string', format: 'uuid' })
  expect(schemas.Customer.additionalProperties).toBeUndefined()
})

test('query parameters are coerced texts without null, metadata a deep object', () => {
  const byName = Object.fromEntries(
    list.parameters.map((each: { name: string }) => [each.name, each]),
  )
  expect(byName.limit).toEqual({
    name: 'limit',
    in: 'query',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
  })
  expect(byName.isActive.schema).toEqual({ type: 'boolean' })
  expect(byName.from).toMatchObject({ required: true, schema: { format: 'date' } })
  expect(byName.metadata).toMatchObject({ style: 'deepObject', schema: { type: 'object' } })
  expect(list.parameters.at(-1)).toEqual({ $ref: '#/components/parameters/IfNoneMatch' })
})

test('a patch shows no defaults, takes merge patches and an idempotency key', () => {
  const { patch } = json.paths['/v1/customers/{id}']
  const { content, required } = patch.requestBody
  expect(required).toBe(false)
  expect(Object.keys(content)).toEqual(['application/json', 'application/merge-patch+json'])
  expect(content['application/json'].schema.required).toBeUndefined()
  expect(content['application/json'].schema.properties.isActive).toEqual({ type: 'boolean' })
  expect(patch.parameters).toContainEqual({ $ref: '#/components/parameters/IdempotencyKey' })
})

test('error responses are those that can come', () => {
  const statuses = (responses: object) => Object.keys(responses).join(' ')
  expect(statuses(create.responses)).toBe('201 400 401 403 404 409 413 415 422 429 500')
  expect(statuses(list.responses)).toBe('200 304 400 401 403 429 500')
  expect(create.description.split('\n\n')).toEqual([
    'Scope: `customers-write`.',
    'License: Subscription.',
    'Error codes: `CUSTOMER_NUMBER_ALREADY_EXISTS`.',
  ])
})

test('a schema whose input and output differ gets two components', () => {
  const Both = z.object({ a: f.withDefault(f.integer(), 1) }).meta({ id: 'Both' })
  const both = openApiDocument(
    [
      operation({
        ...common,
        id: 'echo',
        method: 'POST',
        path: '/v1/echo',
        summary: 'Echo',
        body: Both,
        answer: Both,
        status: 200,
      }),
    ],
    options,
  )
  expect(both.components['schemas']).toMatchObject({
    Both: { properties: { a: { type: 'integer' } } },
    BothOutput: { required: ['a'] },
  })
})

test('an operation declared twice is refused', () => {
  const [first] = operations
  const twice = first ? [first, { ...first, id: 'other' }] : []
  expect(() => openApiDocument(twice, options)).toThrow('declared twice')
  const sameId = first ? [first, { ...first, path: '/v1/other' }] : []
  expect(() => openApiDocument(sameId, options)).toThrow('declared twice')
})
