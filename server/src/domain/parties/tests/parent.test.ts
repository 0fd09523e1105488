import { expect, test } from 'vitest'
import { lacksParent, parentFault } from '../parent.ts'

const child = { id: 'c', parentCustomerId: 'p', billingRelationship: 'self' } as const
const parent = { id: 'p', isActive: true, parentCustomerId: null }
const facts = { isNewParent: true, hasChildren: false }

test.each([
  [{}, {}, {}, null],
  [{ id: 'p' }, { isActive: false }, {}, 'self'],
  [{}, { isActive: false, parentCustomerId: 'g' }, {}, 'inactive'],
  [{}, { isActive: false }, { isNewParent: false }, null],
  [{ billingRelationship: 'parent_pays' }, { isActive: false }, { isNewParent: false }, 'inactive'],
  [{}, { parentCustomerId: 'g' }, { hasChildren: true }, 'parent_is_child'],
  [{}, {}, { hasChildren: true }, 'has_children'],
  [{ id: null }, {}, {}, null],
] as const)('%j under %j, %j: %s', (ofChild, ofParent, given, fault) => {
  const found = parentFault(
    { ...child, ...ofChild },
    { ...parent, ...ofParent },
    { ...facts, ...given },
  )
  expect(found).toBe(fault)
})

test('only who is paid for needs a parent', () => {
  expect(lacksParent({ ...child, parentCustomerId: null })).toBe(false)
  const paidFor = { ...child, billingRelationship: 'parent_pays' } as const
  expect(lacksParent(paidFor)).toBe(false)
  expect(lacksParent({ ...paidFor, parentCustomerId: null })).toBe(true)
})
