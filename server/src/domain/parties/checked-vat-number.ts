import { matches } from '../../platform/http/fields.ts'
import { invalid } from '../../platform/http/validation.ts'
import { normalizedVatNumber, readVatNumber } from './vat-number.ts'

/**
 * The VAT number of a request as it is stored. One that stays as it was keeps its issuer though the
 * party's country changed since.
 * @param current the number so far
 * @throws ValidationFailed `matches` on `vatNumber`
 */
export function checkedVatNumber(
  typed: string | null | undefined,
  countryCode: string,
  ownCountry: string | null,
  current: string | null = null,
): string | null {
  if (typed == null) return null
  if (normalizedVatNumber(typed) === current) return current
  const reading = readVatNumber(typed, countryCode, ownCountry)
  if ('breaks' in reading) throw invalid('vatNumber', matches(reading.breaks))
  return reading.number
}
