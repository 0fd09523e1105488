import type { DueWork } from './domain/companies/index.ts'

/** Everything that falls due by a company's clock, in the order in which it runs at one instant. */
export const dueWork: readonly DueWork[] = []
