/** What an account must be like, whoever makes or changes it: pure rules (ledger.md 16). */
import { BadRequest, type FieldError, ValidationFailed } from '../../../../kernel/errors.ts'
import { max, rules } from '../../../../platform/http/fields.ts'
import { failure } from '../../../../platform/http/validation.ts'
import { type Account, type AccountClassification, isPostable } from './account.ts'

const CLASSIFICATIONS: Readonly<Record<string, readonly AccountClassification[]>> = {
  BALANCE_SHEET: ['ASSET', 'LIABILITY', 'EQUITY'],
  PROFIT_AND_LOSS: ['REVENUE', 'EXPENSE'],
}

/** The fields that its type requires of an account, or has no use for. */
function* shapeFailures(account: Account): Generator<FieldError> {
  const { accountNumber, ledgerType, totalFrom, totalIntervals } = account
  if (isPostable(ledgerType) && account.accountClassification === null) {
    yield failure('accountClassification', rules.isNotEmpty)
  }
  if (ledgerType !== 'TOTAL_FROM') {
    if (totalFrom !== null) yield failure('totalFrom', rules.whitelistValidation)
  } else if (totalFrom === null) {
    yield failure('totalFrom', rules.isNotEmpty)
  } else if (totalFrom >= accountNumber) {
    yield failure('totalFrom', max(accountNumber - 1))
  }
  if (ledgerType !== 'TOTAL_INTERVALS') {
    if (totalIntervals !== null) yield failure('totalIntervals', rules.whitelistValidation)
  } else if (totalIntervals === null) {
    yield failure('totalIntervals', rules.isNotEmpty)
  }
  for (const [index, { from, to }] of (totalIntervals ?? []).entries()) {
    if (from > to) yield failure(`totalIntervals.${index}.from`, max(to))
  }
}

/** @throws ValidationFailed with every field that does not go with the account's type */
export function checkShape(account: Account): void {
  const failures = [...shapeFailures(account)]
  if (failures.length > 0) throw new ValidationFailed(failures)
}

/** @throws BadRequest `ACCOUNT_CLASSIFICATION_INVALID`, `LEDGER_NOT_POSTABLE` */
export function checkClassification(account: Account): void {
  const { ledgerType, accountClassification, controlAccountType } = account
  const allowed = CLASSIFICATIONS[ledgerType] ?? []
  if (accountClassification !== null && !allowed.includes(accountClassification)) {
    throw classificationInvalid(
      account,
      allowed.length === 0
        ? `An account of type ${ledgerType} has no classification.`
        : `An account of type ${ledgerType} is classified as ${allowed.join(', ')}.`,
    )
  }
  if (controlAccountType !== null && ledgerType !== 'BALANCE_SHEET') {
    throw classificationInvalid(account, 'Only a balance sheet account can be a control account.')
  }
  if (account.systemRole === 'RETAINED_EARNINGS' && accountClassification !== 'EQUITY') {
    throw classificationInvalid(account, 'Only an equity account can take the retained earnings.')
  }
  if (!isPostable(ledgerType) && (account.systemRole ?? account.vatCodeId) !== null) {
    throw new BadRequest(
      'LEDGER_NOT_POSTABLE',
      'A heading or total has neither a system role nor a VAT code.',
      { accountNumber: account.accountNumber, ledgerType },
    )
  }
}

function classificationInvalid(account: Account, message: string): BadRequest {
  const { ledgerType, accountClassification, controlAccountType } = account
  const details = { ledgerType, accountClassification, controlAccountType }
  return new BadRequest('ACCOUNT_CLASSIFICATION_INVALID', message, details)
}

/** What postings refer to: fixed once there are any. */
export const FIXED_BY_POSTINGS = [
  'accountNumber',
  'ledgerType',
  'accountClassification',
  'controlAccountType',
] as const satisfies readonly (keyof Account)[]
