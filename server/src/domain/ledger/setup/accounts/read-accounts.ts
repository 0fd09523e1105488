import type { Context } from '../../../../kernel/context.ts'
import { notFound } from '../../../../kernel/errors.ts'
import type { Account } from './account.ts'
import { findAccount, listAccounts } from './account-queries.ts'

/** The chart in the order of public numbers. */
export function readAccounts(ctx: Context, includeInactive: boolean): Promise<Account[]> {
  return listAccounts(ctx.tx, ctx.company.id, { includeInactive })
}

/** @throws NotFound `LEDGER_NOT_FOUND` */
export async function getAccount(ctx: Context, id: string): Promise<Account> {
  const account = await findAccount(ctx.tx, ctx.company.id, id)
  if (account === undefined) throw notFound('LEDGER', id)
  return account
}
