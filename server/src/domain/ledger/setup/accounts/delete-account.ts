import { timestamp } from '../../../../kernel/calendar.ts'
import type { Context } from '../../../../kernel/context.ts'
import { audit } from '../../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../../platform/db/database.ts'
import { lockLedger } from '../../../companies/index.ts'
import type { Account } from './account.ts'
import { deleteAccount as deleteAccountRow, updateAccount } from './account-queries.ts'
import { findAccountUse } from './account-use-queries.ts'
import { accountRequiredBySetup } from './errors.ts'
import { getAccount } from './read-accounts.ts'

/**
 * Deletes an account nothing ever named; one with postings or drafts is deactivated.
 * @throws NotFound `LEDGER_NOT_FOUND`
 * @throws BadRequest `ACCOUNT_REQUIRED_BY_SETUP`
 */
export async function deleteAccount(ctx: Context, id: string): Promise<undefined> {
  const { tx, company } = ctx
  await lockLedger(tx, company.id)
  const account = await getAccount(ctx, id)
  const use = await findAccountUse(tx, company.id, id)
  if (account.systemRole !== null || use.isSetup) throw accountRequiredBySetup(account)
  if (use.hasPostings || use.isNamed) return deactivate(ctx, account)
  try {
    await deleteAccountRow(tx, company.id, id)
  } catch (error) {
    // Rooms built on this one refer to accounts in their own set-up, such as product groups.
    if (brokenConstraint(error) !== undefined) throw accountRequiredBySetup(account)
    throw error
  }
  const { id: _, ...before } = account
  audit(ctx, { action: 'account.delete', resourceId: id, before, after: null })
}

function deactivate(ctx: Context, account: Account): undefined {
  if (!account.isActive) return
  const inactive = { ...account, isActive: false }
  updateAccount(ctx.tx, ctx.company.id, inactive, timestamp(ctx.clock.now()))
  const [before, after] = [{ isActive: true }, { isActive: false }]
  audit(ctx, { action: 'account.update', resourceId: account.id, before, after })
}
