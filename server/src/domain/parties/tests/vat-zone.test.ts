import { expect, test } from 'vitest'
import { fitsVatZone } from '../vat-zone.ts'

test.each([
  ['eu', 'SE', null, true],
  ['eu', 'DK', null, false],
  ['eu', 'GL', null, false],
  ['eu', 'FO', null, false],
  ['eu', 'NO', null, false],
  ['eu', 'MC', null, true],
  ['eu', 'GB', null, false],
  ['eu', 'GB', 'GB123456789', false],
  ['eu', 'GB', 'XI123456789', true],
  ['eu', 'AX', null, false],
  ['domestic', 'SE', null, true],
  ['abroad', 'SE', null, true],
  ['domestic_without_vat', 'US', null, true],
] as const)('%s in %s with %s: %s', (vatZone, countryCode, vatNumber, fits) => {
  expect(fitsVatZone({ vatZone, countryCode, vatNumber }, 'DK')).toBe(fits)
})

test('a company outside the EU has no country of its own to leave out', () => {
  expect(fitsVatZone({ vatZone: 'eu', countryCode: 'DK', vatNumber: null }, 'NO')).toBe(true)
})
