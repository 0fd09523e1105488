import { z } from 'zod'

const percent = z.number().nullable()

const figures = {
  revenue: z.number(),
  cost: z.number(),
  margin: z.number(),
  marginPercent: percent,
  hours: z.number(),
  budgetHours: z.number().nullable(),
  budgetHoursUsedPercent: percent,
  budgetAmount: z.number().nullable(),
  budgetAmountUsedPercent: percent,
}

/** Schema of a project's profit: the subprojects' figures add up to the total's. */
export const projectProfitSchema = z
  .object({
    projectId: z.uuid(),
    currency: z.string(),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    total: z.object(figures),
    subprojects: z.array(
      z.object({
        subprojectId: z.uuid(),
        name: z.string(),
        isDefault: z.boolean(),
        ...figures,
      }),
    ),
  })
  .meta({ id: 'ProjectProfit' })

/** A project's profit as answered. */
export type ProjectProfitView = z.output<typeof projectProfitSchema>
