import { BadRequest } from '../../../kernel/errors.ts'
import { type GroupKind, resourceOf } from './group-kind.ts'

/** `400 CUSTOMER_GROUP_NUMBER_ALREADY_EXISTS`, `VENDOR_GROUP_NUMBER_ALREADY_EXISTS`. */
export function groupNumberExists(kind: GroupKind, number: string): BadRequest {
  const message = `Another ${kind.party} group has number ${number}; choose another number.`
  return new BadRequest(`${resourceOf(kind)}_NUMBER_ALREADY_EXISTS`, message, { number })
}

/** `400 CUSTOMER_GROUP_ACCOUNT_INVALID`, `VENDOR_GROUP_ACCOUNT_INVALID`. */
export function groupAccountInvalid(kind: GroupKind, accountId: string): BadRequest {
  const { controlAccountType } = kind
  const message = `The account must have the control account type ${controlAccountType}.`
  return new BadRequest(`${resourceOf(kind)}_ACCOUNT_INVALID`, message, {
    accountId,
    controlAccountType,
  })
}

/** `400 CUSTOMER_GROUP_IN_USE`, `VENDOR_GROUP_IN_USE`. */
export function groupInUse(kind: GroupKind): BadRequest {
  const message = `The group has ${kind.party}s; move them to another group first.`
  return new BadRequest(`${resourceOf(kind)}_IN_USE`, message)
}
