import { describe, expect, test } from 'vitest'
import { minor } from '../../../../kernel/money.ts'
import { profitOf, totalOf } from '../profit.ts'
import { plannedBudget } from '../project.ts'

const danish = { base: 'DKK', baseDigits: 2, budget: 'DKK' }
const unplanned = { budgetHours: null, budgetAmount: null }

function movement(revenue: bigint, cost: bigint, hours = '0') {
  return { revenue: minor(revenue), cost: minor(cost), hours }
}

test('the figures of the contract (ledger.md, example 14)', () => {
  const budget = { budgetHours: '160', budgetAmount: null }
  const part = movement(2_000_000n, 800_000n, '40.00')
  expect(profitOf(part, budget, danish)).toEqual({
    ...{ revenue: 20000, cost: 8000, margin: 12000, marginPercent: 60, hours: 40 },
    ...{ budgetHours: 160, budgetHoursUsedPercent: 25 },
    ...{ budgetAmount: null, budgetAmountUsedPercent: null },
  })
  const total = totalOf([part, movement(0n, 50_000n)])
  expect(profitOf(total, budget, danish)).toMatchObject({
    ...{ revenue: 20000, cost: 8500, margin: 11500, marginPercent: 57.5, hours: 40 },
  })
})

describe('percentages', () => {
  test.each<[string, bigint, bigint, number | null]>([
    ['nothing without revenue', 0n, 100n, null],
    ['half away from zero', 800n, 799n, 0.13],
    ['half away from zero, below zero', 800n, 801n, -0.13],
    ['a third', 300n, 200n, 33.33],
    ['a negative revenue', -100n, 50n, 150],
    ['beyond what a float holds', 9_999_999_999_999_99n, 1n, 100],
  ])('of the margin: %s', (_, revenue, cost, percent) => {
    expect(profitOf(movement(revenue, cost), unplanned, danish).marginPercent).toBe(percent)
  })

  test.each<[string, string | null, object, number | null]>([
    ['without a budget', null, danish, null],
    ['of a budget of nothing', '0', danish, null],
    ['in another currency', '100', { budget: 'EUR' }, null],
    ['of the plan', '150.5', danish, 66.45],
    [
      'in a currency without decimals',
      '150.5',
      { ...danish, base: 'JPY', baseDigits: 0, budget: 'JPY' },
      6644.52,
    ],
  ])('of the budget used: %s', (_, budgetAmount, more, percent) => {
    const budget = { budgetHours: '3', budgetAmount }
    const figures = profitOf(movement(0n, 10_000n, '1'), budget, { ...danish, ...more })
    expect(figures.budgetAmountUsedPercent).toBe(percent)
    expect(figures.budgetHoursUsedPercent).toBe(33.33)
  })
})

test('hours add up exactly, negative ones of reversals too', () => {
  const parts = [movement(0n, 0n, '0.10'), movement(0n, 0n, '0.2'), movement(0n, 0n, '-0.05')]
  expect(totalOf(parts).hours).toBe('0.25')
})

test("a project's budget is its own, else the sum of its subprojects', else none", () => {
  const parts = [
    { budgetHours: '0.1', budgetAmount: null },
    { budgetHours: '0.2', budgetAmount: null },
  ]
  expect(plannedBudget(unplanned, parts)).toEqual({ budgetHours: '0.30', budgetAmount: null })
  expect(plannedBudget({ ...unplanned, budgetHours: '0' }, parts).budgetHours).toBe('0')
})
