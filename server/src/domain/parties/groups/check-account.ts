import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { groupAccountInvalid } from './errors.ts'
import type { GroupKind } from './group-kind.ts'
import { findControlAccountType } from './group-queries.ts'

/**
 * Checks that the account is a control account of the kind's sort.
 * @throws NotFound `LEDGER_NOT_FOUND`
 * @throws BadRequest `..._GROUP_ACCOUNT_INVALID`
 */
export async function checkAccount(
  ctx: Context,
  kind: GroupKind,
  accountId: string,
): Promise<void> {
  const account = await findControlAccountType(ctx.tx, ctx.company.id, accountId)
  if (account === undefined) throw notFound('LEDGER', accountId)
  if (account.type !== kind.controlAccountType) throw groupAccountInvalid(kind, accountId)
}
