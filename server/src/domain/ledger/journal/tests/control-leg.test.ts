import { describe, expect, test } from 'vitest'
import { controlLeg, controlTotal, counterTotal, isLocked } from '../control-leg.ts'
import type { LockedType } from '../entry.ts'

describe('the control leg (ledger.md 6.4)', () => {
  test.each<[LockedType, 'D' | 'C', 'D' | 'C']>([
    ['CUSTOMER_INVOICE', 'D', 'C'],
    ['CUSTOMER_PAYMENT', 'C', 'D'],
    ['SUPPLIER_INVOICE', 'C', 'D'],
    ['SUPPLIER_PAYMENT', 'D', 'C'],
  ])('%s: %s when positive, %s when negative', (type, positive, negative) => {
    expect(controlLeg(type, 1250n)).toEqual({ side: positive, amount: 1250n })
    expect(controlLeg(type, -1250n)).toEqual({ side: negative, amount: 1250n })
    const counter = [
      { side: negative, amount: 1500n },
      { side: positive, amount: 250n },
    ]
    expect(counterTotal(type, counter)).toBe(1250n)
    expect(controlTotal(type, [controlLeg(type, -1250n)])).toBe(-1250n)
  })

  test('only JOURNAL_ENTRY is not locked', () => {
    const types = ['JOURNAL_ENTRY', 'SUPPLIER_INVOICE', 'SUPPLIER_PAYMENT'] as const
    expect(types.map(isLocked)).toEqual([false, true, true])
    expect(isLocked('CUSTOMER_INVOICE') && isLocked('CUSTOMER_PAYMENT')).toBe(true)
  })
})
