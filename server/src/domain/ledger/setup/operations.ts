import type { AnyOperation } from '../../../platform/http/operation.ts'
import { accountOperations } from './accounts/operations.ts'
import { exchangeRateOperations } from './exchange-rates/operations.ts'
import { journalCategoryOperations } from './journal-categories/operations.ts'
import { vatCodeOperations } from './vat-codes/operations.ts'

/** Operations of this part of the ledger. */
export const setupOperations: readonly AnyOperation[] = [
  ...accountOperations,
  ...vatCodeOperations,
  ...journalCategoryOperations,
  ...exchangeRateOperations,
]
