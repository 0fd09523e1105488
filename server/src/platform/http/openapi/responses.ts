/** What every operation has in common: the error envelope, headers, credentials. */
import type { Json } from './schemas.ts'

const text = { type: 'string' } as const

/** Schemas of error bodies (conventions.md, Errors). */
export const errorSchemas: Readonly<Record<string, Json>> = {
  Error: {
    type: 'object',
    description: 'Every error: branch on `code`; `message` is for people and logs.',
    required: ['statusCode', 'timestamp', 'path', 'message'],
    properties: {
      statusCode: { type: 'integer' },
      timestamp: { type: 'string', format: 'date-time' },
      path: { ...text, description: 'Path of the request below `/api`.' },
      message: text,
      code: { ...text, examples: ['CUSTOMER_NOT_FOUND'] },
      details: { type: 'object', additionalProperties: true },
    },
  },
  ValidationError: {
    description: 'The shape of the request is wrong; every failing field is listed.',
    allOf: [{ $ref: '#/components/schemas/Error' }],
    properties: {
      code: { const: 'SHARED_VALIDATION_FAILED' },
      details: {
        type: 'object',
        required: ['validationErrors'],
        properties: {
          validationErrors: {
            type: 'array',
            items: { $ref: '#/components/schemas/FieldError' },
          },
        },
      },
    },
  },
  FieldError: {
    type: 'object',
    required: ['property', 'constraints'],
    properties: {
      property: { ...text, examples: ['lines.0.quantity'] },
      constraints: {
        type: 'object',
        additionalProperties: text,
        examples: [{ isEmail: 'email must be an email' }],
      },
    },
  },
}

/** Response headers, by name. */
export const headers: Readonly<Record<string, Json>> = {
  'X-Request-Id': { description: 'Names the request in logs and audit.', schema: text },
  ETag: { description: 'Version of the answer, for `If-None-Match`.', schema: text },
  'Idempotent-Replayed': {
    description: '`true` when the answer is the stored one of an earlier request.',
    schema: { type: 'string', enum: ['true'] },
  },
  Deprecation: { description: 'The operation is deprecated.', schema: text },
  Sunset: { description: 'Day until which it is promised to work.', schema: text },
  Link: { description: 'The operation that replaces it.', schema: text },
  'Retry-After': { description: 'Seconds until the next try.', schema: { type: 'integer' } },
  'X-Rate-Limit-Remaining': { description: 'Requests left.', schema: { type: 'integer' } },
  'X-Rate-Limit-Reset': { description: 'Unix second of the reset.', schema: { type: 'integer' } },
  'WWW-Authenticate': { description: 'Challenge for OAuth tokens (RFC 6750).', schema: text },
}

/** References to the response headers of those names. */
export function headerRefs(...names: readonly string[]): Json {
  const refs = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const)
  return Object.fromEntries(refs)
}

function error(description: string, more: readonly string[] = [], schema = 'Error'): Json {
  return {
    description,
    headers: headerRefs('X-Request-Id', ...more),
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  }
}

/** Error responses by status (platform.md, section 1). */
export const errorResponses: Readonly<Record<number, Json>> = {
  400: {
    ...error('The request breaks a rule.'),
    content: {
      'application/json': {
        schema: {
          anyOf: [
            { $ref: '#/components/schemas/ValidationError' },
            { $ref: '#/components/schemas/Error' },
          ],
        },
      },
    },
  },
  401: error('No credential, or one that is not valid.', ['WWW-Authenticate']),
  403: error('The credential lacks the scope, or the company the license.'),
  404: error('There is no such thing in the company.'),
  409: error('A race was lost, or the same request is still running.'),
  413: error('The body is too large.'),
  415: error('The body is no JSON.'),
  422: error('The idempotency key was used with another request.'),
  429: error('Too many requests.', ['Retry-After', 'X-Rate-Limit-Remaining', 'X-Rate-Limit-Reset']),
  500: error('Something failed on our side; `details.requestId` names it.'),
}

/** Request headers as shared parameters. */
export const parameters: Readonly<Record<string, Json>> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'A retry with the same key and body has no second effect. Kept 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The `ETag` of an earlier answer: `304` when nothing has changed since.',
    schema: text,
  },
}

/** The ways to authenticate; `scopes` are those of the operations. */
export function securitySchemes(publicUrl: string, scopes: readonly string[]): Json {
  const described = scopes.map((scope) => [scope, scopeText(scope)] as const)
  return {
    ApiKeyAuth: { type: 'apiKey', in: 'header', name: 'x-api-key' },
    OAuth2ClientCredentials: {
      type: 'oauth2',
      flows: {
        clientCredentials: {
          tokenUrl: `${publicUrl}/api/v1/auth/token`,
          scopes: Object.fromEntries(described),
        },
      },
    },
  }
}

/** `journal-entries-write` reads "Write journal entries". */
function scopeText(scope: string): string {
  const words = scope.split('-')
  const verb = words.at(-1)
  if (verb !== 'read' && verb !== 'write') return words.join(' ')
  return `${verb === 'read' ? 'Read' : 'Write'} ${words.slice(0, -1).join(' ')}`
}
