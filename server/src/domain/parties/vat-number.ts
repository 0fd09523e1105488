/**
 * VAT numbers of customers and vendors (catalog.md 2.3): form and check digits by issuing country.
 */

/** What a country's number looks like after its prefix, and the check its digits must pass. */
interface VatRule {
  readonly pattern: RegExp
  readonly check?: (digits: string) => boolean
}

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)

/** Modulo 11: check digit 11 - remainder, where 11 counts as 0 and 10 is never issued. */
function isModulo11(weights: readonly number[]) {
  return (digits: string): boolean => {
    const check = (11 - (weighted(digits, weights) % 11)) % 11
    return check !== 10 && check === Number(digits[weights.length])
  }
}

/** CVR and SE numbers carry their check in the weights themselves. */
function isDanish(digits: string): boolean {
  return weighted(digits, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

/** Luhn over the organisation number, the first ten digits. */
function isSwedish(digits: string): boolean {
  const sum = [...digits.slice(0, 10)].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

const BRITISH: VatRule = { pattern: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/ }

const RULES: ReadonlyMap<string, VatRule> = new Map<string, VatRule>([
  ['AT', { pattern: /^U\d{8}$/ }],
  ['BE', { pattern: /^[01]\d{9}$/ }],
  ['BG', { pattern: /^\d{9,10}$/ }],
  ['CY', { pattern: /^\d{8}[A-Z]$/ }],
  ['CZ', { pattern: /^\d{8,10}$/ }],
  ['DE', { pattern: /^\d{9}$/ }],
  ['DK', { pattern: /^[1-9]\d{7}$/, check: isDanish }],
  ['EE', { pattern: /^\d{9}$/ }],
  ['EL', { pattern: /^\d{9}$/ }],
  ['ES', { pattern: /^[0-9A-Z]\d{7}[0-9A-Z]$/ }],
  ['FI', { pattern: /^\d{8}$/, check: isModulo11([7, 9, 10, 5, 8, 4, 2]) }],
  ['FR', { pattern: /^[0-9A-HJ-NP-Z]{2}\d{9}$/ }],
  ['GB', BRITISH],
  ['HR', { pattern: /^\d{11}$/ }],
  ['HU', { pattern: /^\d{8}$/ }],
  ['IE', { pattern: /^\d[0-9A-Z+*]\d{5}[A-Z]{1,2}$/ }],
  ['IT', { pattern: /^\d{11}$/ }],
  ['LT', { pattern: /^(?:\d{9}|\d{12})$/ }],
  ['LU', { pattern: /^\d{8}$/ }],
  ['LV', { pattern: /^\d{11}$/ }],
  ['MT', { pattern: /^\d{8}$/ }],
  ['NL', { pattern: /^\d{9}B\d{2}$/ }],
  ['NO', { pattern: /^\d{9}(?:MVA)?$/, check: isModulo11([3, 2, 7, 6, 5, 4, 3, 2]) }],
  ['PL', { pattern: /^\d{10}$/ }],
  ['PT', { pattern: /^\d{9}$/ }],
  ['RO', { pattern: /^\d{2,10}$/ }],
  ['SE', { pattern: /^\d{12}$/, check: isSwedish }],
  ['SI', { pattern: /^\d{8}$/ }],
  ['SK', { pattern: /^\d{10}$/ }],
  ['XI', BRITISH],
])

const ELSEWHERE = /^[A-Z0-9]{2,30}$/

/** A number as stored and answered, or the pattern that it breaks. */
export type VatNumberReading = { readonly number: string } | { readonly breaks: RegExp }

/** The prefix under which a country issues VAT numbers; Greece's is not its country code. */
function prefixOf(country: string | null): string | null {
  return country === 'GR' ? 'EL' : country
}

/** The number in upper case without the signs people put between its parts. */
export function normalizedVatNumber(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s.\-/]/g, '')
}

/**
 * Reads a VAT number as typed. A prefix of the table decides whose rule applies, else the party's
 * country does.
 * @param countryCode country of the customer or vendor
 * @param ownCountry country of the company: its own numbers are answered without their prefix
 */
export function readVatNumber(
  typed: string,
  countryCode: string,
  ownCountry: string | null,
): VatNumberReading {
  const text = normalizedVatNumber(typed)
  const typedPrefix = prefixOf(text.slice(0, 2)) ?? ''
  const isPrefixed = RULES.has(typedPrefix)
  const issuer = isPrefixed ? typedPrefix : (prefixOf(countryCode) ?? '')
  const rule = RULES.get(issuer)
  if (rule === undefined) return ELSEWHERE.test(text) ? { number: text } : { breaks: ELSEWHERE }
  const number = isPrefixed ? text.slice(2) : text
  const isRight = rule.pattern.test(number) && (rule.check === undefined || rule.check(number))
  if (!isRight) return { breaks: rule.pattern }
  return { number: issuer === prefixOf(ownCountry) ? number : issuer + number }
}
