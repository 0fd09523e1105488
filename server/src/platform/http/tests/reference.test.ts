import { createHash } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiDocument } from '../openapi.ts'
import { registerReference } from '../reference.ts'

let app: FastifyInstance
let written = 0

beforeAll(async () => {
  app = fastify()
  registerReference(app, () => {
    written += 1
    return openApiDocument([], { publicUrl: 'http://127.0.0.1:8080', version: '1.0.0' })
  })
  await app.ready()
})

afterAll(() => app.close())

test.each(['/openapi.json', '/api/1.0/schema.json'])('%s is the document', async (path) => {
  const answer = await app.inject(path)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(answer.headers['access-control-allow-origin']).toBe('*')
  expect(answer.json().servers).toEqual([{ url: 'http://127.0.0.1:8080/api' }])
})

test('the document is written once and answered with 304 by its ETag', async () => {
  const { etag } = (await app.inject('/openapi.json')).headers
  for (const known of [String(etag), `"other", W/${etag}`]) {
    const headers = { 'if-none-match': known }
    const again = await app.inject({ url: '/api/1.0/schema.json', headers })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
  }
  expect(written).toBe(1)
})

test('/docs leads to a page that loads nothing from elsewhere', async () => {
  expect((await app.inject('/docs')).headers.location).toBe('/docs/')
  const page = await app.inject('/docs/')
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  expect(page.body).toContain('"withDefaultFonts": false')
  expect(page.body).toContain('"telemetry": false')
  const program = await app.inject('/docs/js/scalar.js')
  expect(program.statusCode).toBe(200)
  expect(program.headers['content-type']).toContain('application/javascript')
})

test('the page runs no inline script but its own', async () => {
  const page = await app.inject('/docs/')
  const policy = String(page.headers['content-security-policy'])
  const scripts = [...page.body.matchAll(/<script(?! src)[^>]*>([\s\S]*?)<\/script>/g)]
  expect(scripts).toHaveLength(1)
  const hash = createHash('sha256')
    .update(scripts[0]?.[1] ?? '')
    .digest('base64')
  expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})
