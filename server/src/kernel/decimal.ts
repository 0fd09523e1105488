/** Exact decimals as text: what JSON and PostgreSQL's `numeric` both carry without loss. */

/** Longest decimal text that is read; everything the contract allows is far shorter. */
const DECIMAL_LENGTH_MAX = 40

/** The grammar of class-validator's `isDecimal`: no exponent, no grouping, no bare `5.`. */
const DECIMAL = /^([+-]?)(?:0*(\d*))(?:\.(\d+))?$/

/** Writes `1e+21` or `1.5e-7`, as `String(number)` gives them, without the exponent. */
function withoutExponent(text: string): string {
  const [mantissa = '', exponentText] = text.split('e')
  if (exponentText === undefined) return text
  const exponent = Number(exponentText)
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [integer = '', fraction = ''] = mantissa.replace('-', '').split('.')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${integer}${fraction}`
  return `${sign}${integer}${fraction.padEnd(exponent, '0')}`
}

/**
 * Canonical text of a JSON number or a decimal string: the shortest one, with neither `+` nor
 * exponent, zero without a sign (`"1250.10"` -> `"1250.1"`, `1e-7` -> `"0.0000001"`, `-0` ->
 * `"0"`). `undefined` for anything else: `NaN`, blanks, `"1e5"`, `"1,5"`, more than 40 characters.
 */
export function decimalText(input: number | string): string | undefined {
  const text = typeof input === 'number' ? withoutExponent(String(input)) : input
  if (text.length > DECIMAL_LENGTH_MAX || !/\d/.test(text)) return undefined
  const match = DECIMAL.exec(text)
  if (match === null) return undefined
  const [, sign, integer = '', decimals = ''] = match
  const fraction = decimals.replace(/0+$/, '')
  const magnitude = `${integer === '' ? '0' : integer}${fraction === '' ? '' : `.${fraction}`}`
  return sign === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude
}

/**
 * Shortest form of a decimal known to be one: `"25.00"` -> `"25"`, `"-1.50"` -> `"-1.5"`.
 * @throws RangeError when `text` is no decimal
 */
export function shortestDecimal(text: string): string {
  const shortest = decimalText(text)
  if (shortest === undefined) throw new RangeError(`Not a decimal: ${text}`)
  return shortest
}

/**
 * How many decimals the value needs; trailing zeros need none (`"1.50"` -> 1).
 * @throws RangeError when `text` is no decimal
 */
export function decimalPlaces(text: string): number {
  return shortestDecimal(text).split('.')[1]?.length ?? 0
}

/**
 * The decimal times 10^`places`, exactly; `undefined` when `text` is no decimal or needs more
 * decimals than `places` (`scaleDecimal("12.5", 2)` -> `1250n`).
 */
export function scaleDecimal(text: string, places: number): bigint | undefined {
  const [integer = '', fraction = ''] = decimalText(text)?.split('.') ?? []
  if (integer === '' || fraction.length > places) return undefined
  return BigInt(integer + fraction.padEnd(places, '0'))
}

/**
 * The reverse of {@link scaleDecimal}, with exactly `places` decimals: `(1250n, 2)` -> `"12.50"`.
 */
export function unscaleDecimal(value: bigint, places: number): string {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  if (places === 0) return sign + digits
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/**
 * `numerator / denominator`, rounded half away from zero (ledger.md, section 1).
 * @throws RangeError when `denominator` is zero
 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n
  const dividend = numerator < 0n ? -numerator : numerator
  const divisor = denominator < 0n ? -denominator : denominator
  const quotient = (2n * dividend + divisor) / (2n * divisor)
  return isNegative ? -quotient : quotient
}
