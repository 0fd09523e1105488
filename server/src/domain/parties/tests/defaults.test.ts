import { expect, test } from 'vitest'
import { firstDefault, nextDefault } from '../defaults.ts'

/** `D` default, `d` inactive default, `a` active, `i` inactive. */
const member = (sign: string, id: string) => ({
  ...{ id, isDefault: 'Dd'.includes(sign), isActive: 'Da'.includes(sign) },
})
const members = (signs: string) => [...signs].map((sign, index) => member(sign, String(index)))

/** The outcome, or the code it is refused with. */
function outcome<T>(work: () => T): T | string {
  try {
    return work()
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each([
  ['', null],
  ['a', 0],
  ['i', 0],
  ['D', 0],
  ['aD', 1],
  ['aa', 'DEPARTMENT_DEFAULT_REQUIRED'],
  ['DaD', 'DEPARTMENT_MULTIPLE_DEFAULTS'],
  ['da', 'DEPARTMENT_DEFAULT_REQUIRED'],
  ['di', 0],
])('a party created with %j: default %s', (signs, expected) => {
  expect(outcome(() => firstDefault('department', members(signs)))).toBe(expected)
})

test.each([
  ['the first', '', 'a', false, 'x'],
  ['another', 'D', 'a', false, '0'],
  ['the flag moved', 'D', 'D', false, 'x'],
  ['the flag taken away', 'a', 'a', true, 'DEPARTMENT_DEFAULT_REQUIRED'],
  ['an inactive one as default', 'D', 'd', false, 'DEPARTMENT_DEFAULT_REQUIRED'],
  ['the default deactivated beside an active one', 'a', 'd', true, 'DEPARTMENT_DEFAULT_REQUIRED'],
  ['the default deactivated beside inactive ones', 'i', 'd', true, 'x'],
  ['an active one beside an inactive default', 'd', 'a', false, 'x'],
  ['an inactive one beside an inactive default', 'd', 'i', false, '0'],
])('%s', (_, others, changed, wasDefault, expected) => {
  const result = outcome(() =>
    nextDefault('department', members(others), member(changed, 'x'), wasDefault),
  )
  expect(result).toBe(expected)
})
