import { accessOperations } from '../../access/index.ts'
import { companyOperations } from '../../domain/companies/index.ts'
import { ledgerOperations } from '../../domain/ledger/index.ts'
import { partyOperations } from '../../domain/parties/index.ts'
import { reportOperations } from '../../domain/reports/index.ts'
import type { AnyOperation } from '../../platform/http/operation.ts'

/** Every operation of the public and the operator API. */
export const operations: readonly AnyOperation[] = [
  ...accessOperations,
  ...companyOperations,
  ...partyOperations,
  ...ledgerOperations,
  ...reportOperations,
]
