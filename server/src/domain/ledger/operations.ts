import type { SignedLinks } from '../../platform/files/signed-links.ts'
import type { AnyOperation } from '../../platform/http/operation.ts'
import { attachmentsOperations } from './attachments/operations.ts'
import { dimensionsOperations } from './dimensions/operations.ts'
import { draftsOperations } from './drafts/operations.ts'
import { journalOperations } from './journal/operations.ts'
import { projectsOperations } from './projects/operations.ts'
import { setupOperations } from './setup/operations.ts'
import { verifyOperations } from './verify/index.ts'
import { yearsOperations } from './years/operations.ts'

/** What the ledger's operations need of the whole house. */
export interface LedgerParts {
  readonly links: SignedLinks
}

/** Everything a caller can do with the ledger. */
export function ledgerOperations({ links }: LedgerParts): readonly AnyOperation[] {
  return [
    ...setupOperations,
    ...yearsOperations,
    ...journalOperations,
    ...attachmentsOperations(links),
    ...draftsOperations,
    ...dimensionsOperations,
    ...projectsOperations,
    ...verifyOperations,
  ]
}
