/** GS1's location numbers (EAN/GLN), under which Danish authorities take e-invoices. */

/** The form a GLN has, told to whoever breaks it. */
export const GLN_PATTERN = /^\d{13}$/

/** Whether the text is 13 digits with the right check digit (catalog.md 2.4). */
export function isGln(text: string): boolean {
  if (!GLN_PATTERN.test(text)) return false
  const sum = [...text.slice(0, 12)].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  )
  return (10 - (sum % 10)) % 10 === Number(text[12])
}
