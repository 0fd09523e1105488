/** Projects: dimensions with a plan, whose values are subprojects (ledger.md 10.2). */
import { scaleDecimal, unscaleDecimal } from '../../../kernel/decimal.ts'

/** Decimals of budgets, whatever the currency. */
export const BUDGET_DECIMALS = 2

/** Hours and money planned, as decimal text; `null`: no plan. */
export interface Budget {
  readonly budgetHours: string | null
  readonly budgetAmount: string | null
}

/** What a caller may change of a project. */
export interface ProjectFields extends Budget {
  /** Unique among all categories, regardless of case: it is the name of the category too. */
  readonly name: string
  /** Read-only but for taking it out of the archive. */
  readonly isArchived: boolean
  /** Currency of the budget amounts. */
  readonly currency: string
  readonly customerId: string | null
  readonly startDate: string | null
  readonly endDate: string | null
  /** The caller's own id of the project; unique in the company. */
  readonly externalReference: string | null
  readonly color: string | null
}

/** A project as stored. */
export interface Project extends ProjectFields {
  readonly id: string
  /** The category behind the project. */
  readonly dimensionId: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** What a caller may change of a subproject. */
export interface SubprojectFields extends Budget {
  readonly name: string
  readonly sortOrder: number
  readonly externalReference: string | null
}

/** A subproject as stored: a value of the project's category. */
export interface Subproject extends SubprojectFields {
  readonly id: string
  readonly dimensionId: string
  /** The catch-all made with the project; it cannot be deleted. */
  readonly isDefault: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

/** Name of the subproject that every project is made with. */
export const DEFAULT_SUBPROJECT_NAME = 'Generelt'

/** The project's own budget, else the sum of its subprojects', `null` where there is neither. */
export function plannedBudget(project: Budget, subprojects: readonly Budget[]): Budget {
  return {
    budgetHours: project.budgetHours ?? total(subprojects.map((part) => part.budgetHours)),
    budgetAmount: project.budgetAmount ?? total(subprojects.map((part) => part.budgetAmount)),
  }
}

function total(parts: readonly (string | null)[]): string | null {
  const planned = parts.filter((part) => part !== null)
  if (planned.length === 0) return null
  let sum = 0n
  for (const part of planned) sum += scaleDecimal(part, BUDGET_DECIMALS) ?? 0n
  return unscaleDecimal(sum, BUDGET_DECIMALS)
}
