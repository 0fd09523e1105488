/** International bank account numbers (ISO 13616). */

/** The form an IBAN has, told to whoever breaks it. */
export const IBAN_PATTERN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/

/**
 * Whether the text, upper case and without spaces, is an IBAN whose check digits hold modulo 97.
 */
export function isIban(text: string): boolean {
  if (!IBAN_PATTERN.test(text)) return false
  const digits = [...(text.slice(4) + text.slice(0, 4))].map((sign) => Number.parseInt(sign, 36))
  return BigInt(digits.join('')) % 97n === 1n
}
