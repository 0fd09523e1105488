import { BadRequest } from '../../../../kernel/errors.ts'
import type { Account } from './account.ts'

/** Another account has the number. */
export function accountNumberTaken({ accountNumber }: Account): BadRequest {
  return new BadRequest(
    'ACCOUNT_NUMBER_ALREADY_EXISTS',
    `There is an account ${accountNumber} already; choose another number.`,
    { accountNumber },
  )
}

/** The account has postings, which fix what the fields say. */
export function accountInUse(account: Account, fields: readonly string[]): BadRequest {
  return new BadRequest(
    'ACCOUNT_IN_USE',
    `Account ${account.accountNumber} has postings, so that ${fields.join(', ')} cannot change.`,
    { accountId: account.id, fields },
  )
}

/** The account has a role, or a VAT code, group or product group names it. */
export function accountRequiredBySetup(account: Account): BadRequest {
  return new BadRequest(
    'ACCOUNT_REQUIRED_BY_SETUP',
    `A role, VAT code or group needs account ${account.accountNumber}; change that first.`,
    { accountId: account.id, systemRole: account.systemRole },
  )
}
