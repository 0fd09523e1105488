/** What a project earned, and how much of its plan is used (ledger.md 10.3). */
import { divideRounded, scaleDecimal, unscaleDecimal } from '../../../kernel/decimal.ts'
import { type Minor, minor, minorNumber } from '../../../kernel/money.ts'
import { BUDGET_DECIMALS, type Budget } from './project.ts'

/** Decimals of hours and of percentages. */
const HOURS_DECIMALS = 2
const PERCENT_SCALE = 10_000n

/** Sums over posted lines. */
export interface Movement {
  /** Credit minus debit on revenue accounts, in the base currency. */
  readonly revenue: Minor
  /** Debit minus credit on expense accounts, in the base currency. */
  readonly cost: Minor
  /** Decimal text. */
  readonly hours: string
}

/** The currencies at hand: budgets are in `budget`, the books in `base` with `baseDigits` decimals. */
export interface ProfitCurrencies {
  readonly base: string
  readonly baseDigits: number
  readonly budget: string
}

/** The movement of several parts together. */
export function totalOf(movements: readonly Movement[]): Movement {
  let [revenue, cost, hours] = [0n, 0n, 0n]
  for (const movement of movements) {
    revenue += movement.revenue
    cost += movement.cost
    hours += scaled(movement.hours, HOURS_DECIMALS)
  }
  return {
    revenue: minor(revenue),
    cost: minor(cost),
    hours: unscaleDecimal(hours, HOURS_DECIMALS),
  }
}

/** The figures as answered: amounts in the base currency, percentages with 2 decimals. */
export function profitOf(movement: Movement, budget: Budget, currencies: ProfitCurrencies) {
  const { revenue, cost, hours } = movement
  const { base, baseDigits } = currencies
  const margin = minor(revenue - cost)
  const isComparable = currencies.budget === base
  return {
    revenue: minorNumber(revenue, baseDigits),
    cost: minorNumber(cost, baseDigits),
    margin: minorNumber(margin, baseDigits),
    marginPercent: percentage(margin, revenue),
    hours: Number(hours),
    ...budgetNumbers(budget),
    budgetHoursUsedPercent: percentageOfBudget(
      scaled(hours, HOURS_DECIMALS),
      HOURS_DECIMALS,
      budget.budgetHours,
    ),
    budgetAmountUsedPercent: isComparable
      ? percentageOfBudget(cost, baseDigits, budget.budgetAmount)
      : null,
  }
}

/** The budget as JSON numbers. */
export function budgetNumbers({ budgetHours, budgetAmount }: Budget) {
  return {
    budgetHours: budgetHours === null ? null : Number(budgetHours),
    budgetAmount: budgetAmount === null ? null : Number(budgetAmount),
  }
}

/** `part` in percent of `whole`, rounded half away from zero; `null` of nothing. */
function percentage(part: bigint, whole: bigint): number | null {
  if (whole === 0n) return null
  return Number(divideRounded(part * PERCENT_SCALE, whole)) / 100
}

function percentageOfBudget(used: bigint, usedDigits: number, budget: string | null) {
  if (budget === null) return null
  const whole = scaled(budget, BUDGET_DECIMALS) * 10n ** BigInt(usedDigits)
  return percentage(used * 10n ** BigInt(BUDGET_DECIMALS), whole)
}

function scaled(text: string, places: number): bigint {
  const value = scaleDecimal(text, places)
  if (value === undefined) throw new RangeError(`Not a decimal of ${places} places: ${text}`)
  return value
}
