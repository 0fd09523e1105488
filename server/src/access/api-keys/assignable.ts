import { BadRequest } from '../../kernel/errors.ts'
import { ASSIGNABLE_SCOPES } from '../scopes.ts'

const assignable: ReadonlySet<string> = new Set(ASSIGNABLE_SCOPES)

/**
 * Refuses scopes that no key may be given here (platform.md 3, table of scopes); those it holds already may stay.
 * @throws BadRequest `API_KEY_SCOPE_NOT_ASSIGNABLE`
 */
export function checkAssignable(scopes: readonly string[], held: readonly string[] = []): void {
  const refused = scopes.filter((scope) => !assignable.has(scope) && !held.includes(scope)).sort()
  if (refused.length === 0) return
  const message = `These scopes cannot be given to a key: ${refused.join(', ')}.`
  throw new BadRequest('API_KEY_SCOPE_NOT_ASSIGNABLE', message, { scopes: refused })
}

/**
 * Refuses an expiry that has come; keys live on real time, never on a sandbox company's clock.
 * @throws BadRequest `API_KEY_EXPIRY_IN_PAST`
 */
export function checkExpiry(expiresAt: string | null | undefined): void {
  if (!expiresAt || Date.parse(expiresAt) > Date.now()) return
  throw new BadRequest('API_KEY_EXPIRY_IN_PAST', 'Give an expiresAt in the future.', { expiresAt })
}
