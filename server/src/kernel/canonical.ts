/** One text for equal JSON, whatever the order of its keys: what fingerprints are taken of. */

/** Levels of arrays and objects within each other; no schema of ours comes near. */
export const JSON_DEPTH_MAX = 200

/**
 * JSON without white space and with keys in ascending order (by UTF-16 code units, as RFC 8785).
 * Properties that are `undefined` are absent, as in `JSON.stringify`.
 * @throws RangeError when nested deeper than 200 levels
 * @throws TypeError for what is no JSON: `undefined` elsewhere, `NaN`, bigints, functions, class
 * instances
 */
export function canonicalJson(value: unknown): string {
  return written(value, 1)
}

function written(value: unknown, level: number): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') {
    return JSON.stringify(value)
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value !== 'object') throw new TypeError(`Not JSON: ${typeof value}`)
  if (level > JSON_DEPTH_MAX) {
    throw new RangeError(`JSON is nested deeper than ${JSON_DEPTH_MAX} levels`)
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item: unknown) => written(item, level + 1)).join(',')}]`
  }
  if (!isPlainObject(value)) throw new TypeError(`Not JSON: ${value.constructor.name}`)
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${written(value[key], level + 1)}`)
  return `{${members.join(',')}}`
}

// A Date or a Map would silently become `{}`, and two different ones one fingerprint.
function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
