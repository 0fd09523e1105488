/** Which contact or department of a party is its default (catalog.md 2.8). */
import { BadRequest } from '../../kernel/errors.ts'

/** The lists that have a default. */
export type MemberNoun = 'contact' | 'department'

/** What the rules look at of one contact or department; contacts are always active. */
export interface Candidate {
  readonly id: string
  readonly isDefault: boolean
  readonly isActive: boolean
}

/** `400 CONTACT_DEFAULT_REQUIRED`, `DEPARTMENT_DEFAULT_REQUIRED`. */
export function defaultRequired(noun: MemberNoun): BadRequest {
  const message = `Exactly one active ${noun} must be the default: set isDefault on another one.`
  return new BadRequest(`${noun.toUpperCase()}_DEFAULT_REQUIRED`, message)
}

function multipleDefaults(noun: MemberNoun): BadRequest {
  const message = `Only one ${noun} can be the default: set isDefault on one of them only.`
  return new BadRequest(`${noun.toUpperCase()}_MULTIPLE_DEFAULTS`, message)
}

/**
 * Index of the default among those a party is created with, `null` without any: a single one is it
 * whatever it says, several name exactly one.
 * @throws BadRequest `..._DEFAULT_REQUIRED`, `..._MULTIPLE_DEFAULTS`
 */
export function firstDefault(
  noun: MemberNoun,
  entries: readonly Omit<Candidate, 'id'>[],
): number | null {
  if (entries.length < 2) return entries.length === 0 ? null : 0
  const named = entries.filter((entry) => entry.isDefault)
  if (named.length > 1) throw multipleDefaults(noun)
  const isInactive = named[0]?.isActive === false && entries.some((entry) => entry.isActive)
  if (named[0] === undefined || isInactive) throw defaultRequired(noun)
  return entries.indexOf(named[0])
}

/**
 * Id of the default after `changed`, as it is now, joined or changed the list. The first one is it
 * whatever it says; one that becomes active takes over from an inactive default.
 * @param others the rest of the list, still telling the default so far
 * @param wasDefault whether `changed` was the default before
 * @throws BadRequest `..._DEFAULT_REQUIRED` when the default would be lost or inactive while
 * another is active
 */
export function nextDefault(
  noun: MemberNoun,
  others: readonly Candidate[],
  changed: Candidate,
  wasDefault: boolean,
): string {
  if (wasDefault && !changed.isDefault) throw defaultRequired(noun)
  const current = others.find((other) => other.isDefault)
  const isIt = changed.isDefault || current === undefined
  if (!isIt) return changed.isActive && !current.isActive ? changed.id : current.id
  const isAnotherActive = others.some((other) => other.isActive)
  if (!changed.isActive && isAnotherActive) throw defaultRequired(noun)
  return changed.id
}
