import { expect, test } from 'vitest'
import { readVatNumber } from '../vat-number.ts'

test.each([
  ['DK 25 31 37 63', 'DK', '25313763'],
  ['25313763', 'DK', '25313763'],
  ['5567037485-01', 'SE', 'SE556703748501'],
  ['NO 923 609 016 MVA', 'NO', 'NO923609016MVA'],
  ['923609016', 'NO', 'NO923609016'],
  ['FI-01120389', 'FI', 'FI01120389'],
  ['GR123456789', 'GR', 'EL123456789'],
  ['123456789', 'GR', 'EL123456789'],
  ['NL123456789B01', 'NL', 'NL123456789B01'],
  ['US-12-3456789', 'US', 'US123456789'],
  ['12/3456.789', 'US', '123456789'],
  ['atu12345678', 'DE', 'ATU12345678'],
  ['XI123456789', 'GB', 'XI123456789'],
  ['GD001', 'GB', 'GBGD001'],
  ['ESB1234567C', 'ES', 'ESB1234567C'],
  ['LT123456789012', 'LT', 'LT123456789012'],
  ['IE1+23456AB', 'IE', 'IE1+23456AB'],
  ['FR0A123456789', 'FR', 'FR0A123456789'],
])('%s in %s is %s', (typed, country, number) => {
  expect(readVatNumber(typed, country, 'DK')).toEqual({ number })
})

test.each([
  ['25313764', 'DK'],
  ['05313763', 'DK'],
  ['0101701234', 'DK'],
  ['SE556703748601', 'SE'],
  ['NO923609017', 'NO'],
  ['FI01120380', 'FI'],
  ['DE12345678', 'DE'],
  ['DE123456789', 'GB', 'DE123456789'],
  ['AT12345678', 'AT'],
  ['BE2123456789', 'BE'],
  ['FRO1123456789', 'FR'],
  ['CY12345678', 'CY'],
  ['LT1234567890', 'LT'],
  ['LT1234567890123', 'LT'],
  ['IT1234567890', 'IT'],
  ['X', 'US'],
  ['--', 'DK'],
  ['1'.repeat(31), 'US'],
])('%s in %s', (typed, country, number?: string) => {
  const reading = readVatNumber(typed, country, 'DK')
  expect(reading).toEqual(number === undefined ? { breaks: expect.any(RegExp) } : { number })
})

test.each([
  ['SE', 'SE 556703748501', 'SE', '556703748501'],
  ['GR', 'EL123456789', 'GR', '123456789'],
  ['SE', '25313763', 'DK', 'DK25313763'],
  [null, '25313763', 'DK', 'DK25313763'],
])("a company in %s answers its own country's %s without the prefix", (own, typed, in_, number) => {
  expect(readVatNumber(typed, in_, own)).toEqual({ number })
})
