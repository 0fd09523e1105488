import { expect, test } from 'vitest'
import { isGln } from '../gln.ts'
import { isIban } from '../iban.ts'

test.each([
  ['5790001330552', true],
  ['5790001330553', false],
  ['0000000000000', true],
  ['579000133055', false],
  ['57900013305521', false],
  ['579000133055a', false],
])('GLN %s: %s', (text, is) => expect(isGln(text)).toBe(is))

test.each([
  ['DK5000400440116243', true],
  ['GB82WEST12345698765432', true],
  ['NO9386011117947', true],
  ['MT84MALT011000012345MTLCAST001S', true],
  ['DK5000400440116244', false],
  ['dk5000400440116243', false],
  ['DK50', false],
  ['', false],
])('IBAN %s: %s', (text, is) => expect(isIban(text)).toBe(is))
