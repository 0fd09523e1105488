/** The form of a CVR number, told to whoever breaks it. */
export const CVR_PATTERN = /^\d{8}$/

const WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1]

/** Whether the text is a Danish CVR number: 8 digits whose weighted sum is a multiple of 11. */
export function isCvr(text: string): boolean {
  if (!CVR_PATTERN.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return sum % 11 === 0
}
