import { accessOperations } from '../../access/index.ts'
import { companyOperations, type DueWork, type Seed } from '../../domain/companies/index.ts'
import { ledgerOperations } from '../../domain/ledger/index.ts'
import { partyOperations } from '../../domain/parties/index.ts'
import { reportOperations } from '../../domain/reports/index.ts'
import { auditOperations } from '../../platform/audit/operations.ts'
import type { Database } from '../../platform/db/database.ts'
import type { SignedLinks } from '../../platform/files/signed-links.ts'
import type { AnyOperation } from '../../platform/http/operation.ts'

/** What rooms need of the whole house, handed in by whoever builds it. */
export interface OperationParts {
  readonly db: Database
  readonly links: SignedLinks
  readonly seeds: readonly Seed[]
  readonly dueWork: readonly DueWork[]
}

/** Every operation of the public and the operator API. */
export function operations(parts: OperationParts): readonly AnyOperation[] {
  return [
    ...accessOperations(parts),
    ...companyOperations(parts),
    ...partyOperations,
    ...ledgerOperations(parts),
    ...reportOperations,
    ...auditOperations,
  ]
}
