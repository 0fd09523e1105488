import { expect } from 'vitest'
import type { Response } from '../harness/app.ts'

/** The body of an answer that must be a success. */
export async function made(answer: Promise<Response>) {
  const { status, body } = await answer
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}

/** The `details` of an answer that must be that refusal. */
export async function expectRefusal(answer: Promise<Response>, status: number, code: string) {
  const { status: got, body } = await answer
  expect([got, body.code]).toEqual([status, code])
  return body.details
}
