/** The OpenAPI document and the interactive reference, served without any external request. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OpenApiDocument } from './openapi.ts'

/**
 * Where the document is served (conventions.md, Addresses): as OpenAPI tools and as upstream's do.
 */
const DOCUMENT_PATHS = ['/openapi.json', '/api/1.0/schema.json'] as const

/**
 * What the page of `/docs` needs: our own scripts, the styles its components write, blobs for
 * downloads. Its one inline script, the configuration, is allowed by its hash (platform.md, section
 * 10).
 */
function contentSecurityPolicy(page: string): string {
  const inline = /<script type="text\/javascript">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${createHash('sha256').update(inline).digest('base64')}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Buttons that lead to services of others, and to requests from the page. */
const configuration = {
  url: DOCUMENT_PATHS[0],
  pageTitle: 'LedgerBee API',
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  agent: { disabled: true, hideAddApi: true },
  mcp: { disabled: true },
  persistAuth: true,
  authentication: { preferredSecurityScheme: 'ApiKeyAuth' },
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
} as const

/**
 * Serves the document at `/openapi.json` and `/api/1.0/schema.json` and the reference at `/docs`.
 * `document` is called once, at the first request for it.
 */
export function registerReference(app: FastifyInstance, document: () => OpenApiDocument): void {
  let served: { readonly body: string; readonly etag: string } | undefined
  const write = () => {
    const body = JSON.stringify(document())
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
    return { body, etag }
  }
  const serve = (request: FastifyRequest, reply: FastifyReply) => {
    served ??= write()
    reply.header('etag', served.etag).header('cache-control', 'no-cache')
    reply.header('access-control-allow-origin', '*')
    const known = request.headers['if-none-match']?.split(/,\s*/) ?? []
    if (known.some((etag) => etag.replace(/^W\//, '') === served?.etag)) {
      return reply.code(304).send()
    }
    return reply.type('application/json; charset=utf-8').send(served.body)
  }
  for (const path of DOCUMENT_PATHS) app.get(path, serve)
  app.register(async (docs) => {
    docs.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload === 'string' && isPage(reply)) {
        reply.header('content-security-policy', contentSecurityPolicy(payload))
      }
      return payload
    })
    // Imported when it is needed: the page's program is four megabytes.
    docs.register(import('@scalar/fastify-api-reference'), { routePrefix: '/docs', configuration })
  })
}

function isPage(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/html')
}
