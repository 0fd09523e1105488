import type { Context } from '../../../kernel/context.ts'
import { currencyDigits } from '../../../kernel/currency.ts'
import { minor } from '../../../kernel/money.ts'
import { type Movement, type ProfitCurrencies, profitOf, totalOf } from './profit.ts'
import { listMovements, type SubprojectMovement } from './profit-queries.ts'
import type { ProjectProfitView } from './profit-view.ts'
import { plannedBudget } from './project.ts'
import { wholeProject } from './read-projects.ts'

/** Days of the entries that count, inclusive; `null`: no bound. */
export interface ProfitRange {
  readonly from: string | null
  readonly to: string | null
}

const NOTHING: Movement = { revenue: minor(0n), cost: minor(0n), hours: '0' }

/**
 * What was posted on a project and its subprojects, against their budgets.
 * @throws NotFound `PROJECT_NOT_FOUND`
 */
export async function readProjectProfit(
  ctx: Context,
  id: string,
  range: ProfitRange,
): Promise<ProjectProfitView> {
  const { project, subprojects } = await wholeProject(ctx, id)
  const ids = subprojects.map((subproject) => subproject.id)
  const rows = await listMovements(ctx.tx, ctx.company.id, ids, range)
  const movements = new Map(rows.map((row) => [row.subprojectId, movementOf(row)]))
  const currencies = currenciesOf(ctx, project.currency)
  const total = totalOf([...movements.values()])
  return {
    projectId: id,
    currency: currencies.base,
    ...range,
    total: profitOf(total, plannedBudget(project, subprojects), currencies),
    subprojects: subprojects.map((subproject) => ({
      subprojectId: subproject.id,
      name: subproject.name,
      isDefault: subproject.isDefault,
      ...profitOf(movements.get(subproject.id) ?? NOTHING, subproject, currencies),
    })),
  }
}

function movementOf({ revenue, cost, hours }: SubprojectMovement): Movement {
  return { revenue: minor(revenue), cost: minor(cost), hours }
}

function currenciesOf(ctx: Context, budget: string): ProfitCurrencies {
  const base = ctx.company.baseCurrency
  const baseDigits = currencyDigits(base)
  if (baseDigits === undefined) throw new Error(`no such currency: ${base}`)
  return { base, baseDigits, budget }
}
