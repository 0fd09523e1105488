/** What requests say of accounts, and what answers do (ledger.md 2, 16). */
import { z } from 'zod'
import {
  boolean,
  choice,
  integer,
  list,
  object,
  optional,
  patch,
  text,
  uuid,
  withDefault,
} from '../../../../platform/http/fields.ts'
import {
  ACCOUNT_CLASSIFICATIONS,
  CONTROL_ACCOUNT_TYPES,
  LEDGER_TYPES,
  SYSTEM_ROLES,
} from './account.ts'

const NAME_LENGTH_MAX = 200
const INTERVALS_MAX = 100
const accountNumber = () => integer({ min: 1, max: 99_999_999 })

const shape = {
  accountNumber: accountNumber(),
  name: text({ max: NAME_LENGTH_MAX }),
  nameEn: optional(text({ max: NAME_LENGTH_MAX })),
  ledgerType: choice(LEDGER_TYPES, { case: 'insensitive' }),
  accountClassification: optional(choice(ACCOUNT_CLASSIFICATIONS, { case: 'insensitive' })),
  controlAccountType: optional(choice(CONTROL_ACCOUNT_TYPES, { case: 'insensitive' })),
  publicAccountId: optional(accountNumber()),
  vatCodeId: optional(uuid()),
  systemRole: optional(choice(SYSTEM_ROLES, { case: 'insensitive' })),
  totalFrom: optional(accountNumber()),
  totalIntervals: optional(
    list(object({ from: accountNumber(), to: accountNumber() }), { min: 1, max: INTERVALS_MAX }),
  ),
  isActive: withDefault(boolean(), true),
}

/** Body of a new account. */
export const accountRequest = object(shape)
/** A new account, checked. */
export type AccountRequest = z.output<typeof accountRequest>

/** Body of a change: a merge patch. */
export const accountPatch = patch(shape)
/** A change of an account, checked. */
export type AccountPatch = z.output<typeof accountPatch>

/** An account as answered. */
export const accountAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    nameEn: z.string().nullable(),
    accountNumber: z.int(),
    publicAccountId: z.int(),
    ledgerType: z.enum(LEDGER_TYPES),
    accountClassification: z.enum(ACCOUNT_CLASSIFICATIONS).nullable(),
    controlAccountType: z.enum(CONTROL_ACCOUNT_TYPES).nullable(),
    vatCodeId: z.uuid().nullable(),
    systemRole: z.enum(SYSTEM_ROLES).nullable(),
    totalFrom: z.int().nullable(),
    totalIntervals: z.array(z.object({ from: z.int(), to: z.int() })).nullable(),
    isActive: z.boolean(),
  })
  .meta({ id: 'Account' })
