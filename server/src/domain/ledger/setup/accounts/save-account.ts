/** Making and changing accounts: the rules that both share, and the role that moves. */
import { timestamp } from '../../../../kernel/calendar.ts'
import type { Context } from '../../../../kernel/context.ts'
import { notFound } from '../../../../kernel/errors.ts'
import { uuidv7 } from '../../../../kernel/id.ts'
import { audit, changes } from '../../../../platform/audit/audit.ts'
import { lockLedger } from '../../../companies/index.ts'
import { findVatCode } from '../vat-codes/vat-code-queries.ts'
import { type Account, isPostable } from './account.ts'
import { insertAccounts, isNumberTaken, takeRole, updateAccount } from './account-queries.ts'
import { checkClassification, checkShape, FIXED_BY_POSTINGS } from './account-rules.ts'
import type { AccountPatch, AccountRequest } from './account-schemas.ts'
import { findAccountUse } from './account-use-queries.ts'
import { accountInUse, accountNumberTaken, accountRequiredBySetup } from './errors.ts'
import { getAccount } from './read-accounts.ts'

/**
 * Makes an account.
 * @throws NotFound `VAT_CODE_NOT_FOUND`
 * @throws BadRequest `ACCOUNT_NUMBER_ALREADY_EXISTS`, `ACCOUNT_CLASSIFICATION_INVALID`,
 *   `LEDGER_NOT_POSTABLE` (a role or VAT code on a heading or total)
 */
export async function createAccount(ctx: Context, request: AccountRequest): Promise<Account> {
  const { tx, company } = ctx
  const account = asAccount(uuidv7(), request)
  checkShape(account)
  await lockLedger(tx, company.id)
  await checkAccount(ctx, account)
  await moveRole(ctx, account)
  insertAccounts(tx, company.id, [account], timestamp(ctx.clock.now()))
  const { id, ...after } = account
  audit(ctx, { action: 'account.create', resourceId: id, before: null, after })
  return account
}

/**
 * Changes an account by merge patch.
 * @throws NotFound `LEDGER_NOT_FOUND`, `VAT_CODE_NOT_FOUND`
 * @throws BadRequest as {@link createAccount}; `ACCOUNT_IN_USE`, `ACCOUNT_REQUIRED_BY_SETUP`
 *   (made a heading)
 */
export async function changeAccount(
  ctx: Context,
  id: string,
  patch: AccountPatch,
): Promise<Account> {
  await lockLedger(ctx.tx, ctx.company.id)
  const before = await getAccount(ctx, id)
  const account = asAccount(id, { ...before, ...patch } as AccountRequest)
  const changed = changes(before, account)
  if (changed === null) return before
  checkShape(account)
  await checkAccount(ctx, account)
  await checkUse(ctx, before, account)
  await moveRole(ctx, account)
  updateAccount(ctx.tx, ctx.company.id, account, timestamp(ctx.clock.now()))
  audit(ctx, { action: 'account.update', resourceId: id, ...changed })
  return account
}

/** The whole record; headings and totals have no public number but their own. */
function asAccount(id: string, request: AccountRequest): Account {
  const { accountNumber, ledgerType } = request
  return {
    id,
    name: request.name,
    nameEn: request.nameEn ?? null,
    accountNumber,
    publicAccountId: isPostable(ledgerType)
      ? (request.publicAccountId ?? accountNumber)
      : accountNumber,
    ledgerType,
    accountClassification: request.accountClassification ?? null,
    controlAccountType: request.controlAccountType ?? null,
    vatCodeId: request.vatCodeId ?? null,
    systemRole: request.systemRole ?? null,
    totalFrom: request.totalFrom ?? null,
    totalIntervals: request.totalIntervals ?? null,
    isActive: request.isActive,
  }
}

async function checkAccount(ctx: Context, account: Account): Promise<void> {
  const { tx, company } = ctx
  const { id, accountNumber, vatCodeId } = account
  if (vatCodeId !== null && (await findVatCode(tx, company.id, vatCodeId)) === undefined) {
    throw notFound('VAT_CODE', vatCodeId)
  }
  checkClassification(account)
  if (await isNumberTaken(tx, company.id, accountNumber, id)) throw accountNumberTaken(account)
}

async function checkUse(ctx: Context, before: Account, account: Account): Promise<void> {
  const fixed = FIXED_BY_POSTINGS.filter((field) => before[field] !== account[field])
  if (fixed.length === 0) return
  const use = await findAccountUse(ctx.tx, ctx.company.id, account.id)
  if (use.hasPostings) throw accountInUse(before, fixed)
  if (use.isSetup && !isPostable(account.ledgerType)) throw accountRequiredBySetup(before)
}

async function moveRole(ctx: Context, { id, systemRole }: Account): Promise<void> {
  if (systemRole === null) return
  const at = timestamp(ctx.clock.now())
  const former = await takeRole(ctx.tx, ctx.company.id, systemRole, { id, at })
  if (former === undefined) return
  audit(ctx, {
    action: 'account.update',
    resourceId: former,
    before: { systemRole },
    after: { systemRole: null },
  })
}
