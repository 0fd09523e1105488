import type { Metadata, MetadataValue } from '../../platform/http/fields.ts'
import { arrayMaxSize } from '../../platform/http/fields.ts'
import { invalid } from '../../platform/http/validation.ts'

const KEYS_MAX = 50

/** The record with the fields a merge patch has; absent ones stay (RFC 7396). */
export function merged<T extends object>(
  current: T,
  patch: { readonly [Field in keyof T]?: unknown },
): T {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined)
  return { ...current, ...Object.fromEntries(given) }
}

/**
 * Metadata after a merge patch: `null` for the whole clears it, `null` for a key takes that key
 * away, absent leaves it (RFC 7396).
 * @throws ValidationFailed `arrayMaxSize` when the merged whole has more than 50 keys
 */
export function mergedMetadata(
  current: Metadata,
  patch: Readonly<Record<string, MetadataValue | null>> | null | undefined,
): Metadata {
  if (patch === undefined) return current
  if (patch === null) return {}
  const entries = Object.entries({ ...current, ...patch }).filter(([, value]) => value !== null)
  if (entries.length > KEYS_MAX) throw invalid('metadata', arrayMaxSize(KEYS_MAX))
  return Object.fromEntries(entries) as Metadata
}
