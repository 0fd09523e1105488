import { timestamp } from '../../kernel/calendar.ts'
import type { Context } from '../../kernel/context.ts'
import { insertFirstGroups } from './seed-groups-queries.ts'

/** The accounts that documents to customers and from vendors are booked on. */
export interface GroupAccounts {
  readonly receivablesAccountId: string
  readonly payablesAccountId: string
}

const NAMES = {
  da: { customers: 'Kunder', vendors: 'Leverandører' },
  en: { customers: 'Customers', vendors: 'Vendors' },
} as const

/** Gives a new company customer group 1 and vendor group 1 (catalog.md, section 1). */
export function seedGroups(ctx: Context, language: 'da' | 'en', accounts: GroupAccounts): void {
  const at = timestamp(ctx.clock.now())
  insertFirstGroups(ctx.tx, ctx.company.id, { names: NAMES[language], accounts, at })
}
