import { timestamp } from '../../../kernel/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/id.ts'
import { audit } from '../../../platform/audit/audit.ts'
import { brokenConstraint } from '../../../platform/db/database.ts'
import { lockLedger } from '../../companies/index.ts'
import { checkAccount } from './check-account.ts'
import { groupNumberExists } from './errors.ts'
import { getGroup } from './get-group.ts'
import type { GroupFields, GroupKind } from './group-kind.ts'
import { insertGroup, nextGroupNumber } from './group-queries.ts'

/** A group as asked for; without a number it gets the next one. */
export type GroupRequest = Omit<GroupFields, 'number'> & { readonly number?: string | null }

/**
 * Makes a customer or vendor group.
 * @throws NotFound `LEDGER_NOT_FOUND`
 * @throws BadRequest `..._GROUP_ACCOUNT_INVALID`, `..._GROUP_NUMBER_ALREADY_EXISTS`
 */
export async function createGroup(
  ctx: Context,
  kind: GroupKind,
  request: GroupRequest,
): Promise<object> {
  const { tx, company } = ctx
  await lockLedger(tx, company.id)
  await checkAccount(ctx, kind, request.accountId)
  const number = request.number ?? (await nextGroupNumber(tx, company.id, kind))
  const fields: GroupFields = { ...request, number }
  const id = uuidv7()
  try {
    await insertGroup(tx, company.id, kind, {
      ...fields,
      id,
      createdAt: timestamp(ctx.clock.now()),
    })
  } catch (error) {
    if (brokenConstraint(error) !== `${kind.party}_groups_number_unique`) throw error
    throw groupNumberExists(kind, number)
  }
  audit(ctx, { action: `${kind.party}_group.create`, resourceId: id, before: null, after: fields })
  return await getGroup(ctx, kind, id)
}
