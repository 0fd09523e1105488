/** Where a page of rates ends: the sort key and the id of its last rate. */
import { isUuid } from '../../../../kernel/id.ts'
import { matches } from '../../../../platform/http/fields.ts'
import { invalid } from '../../../../platform/http/validation.ts'
import type { RateSort } from './exchange-rate-schemas.ts'

/** The last rate of a page. */
export interface RateCursor {
  /** Date, or timestamp of creation. */
  readonly key: string
  readonly id: string
}

const KEYS: Readonly<Record<RateSort, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  createdAt: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
}

/** The cursor as callers see it. */
export function writeCursor({ key, id }: RateCursor): string {
  return Buffer.from(`${key} ${id}`).toString('base64url')
}

/** @throws ValidationFailed when it is no cursor of a list sorted so */
export function readCursor(text: string, sortBy: RateSort): RateCursor {
  const [key = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ')
  const isKey = KEYS[sortBy].test(key) && !Number.isNaN(Date.parse(key))
  if (!isKey || !isUuid(id)) throw invalid('cursor', matches(/^[A-Za-z0-9_-]+$/))
  return { key, id }
}
