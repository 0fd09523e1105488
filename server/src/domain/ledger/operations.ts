import type { AnyOperation } from '../../platform/http/operation.ts'
import { attachmentsOperations } from './attachments/operations.ts'
import { dimensionsOperations } from './dimensions/operations.ts'
import { draftsOperations } from './drafts/operations.ts'
import { journalOperations } from './journal/operations.ts'
import { projectsOperations } from './projects/operations.ts'
import { setupOperations } from './setup/operations.ts'
import { yearsOperations } from './years/operations.ts'

/** Everything a caller can do with the ledger. */
export const ledgerOperations: readonly AnyOperation[] = [
  ...setupOperations,
  ...yearsOperations,
  ...journalOperations,
  ...attachmentsOperations,
  ...draftsOperations,
  ...dimensionsOperations,
  ...projectsOperations,
]
