import type { AnyOperation } from '../../platform/http/operation.ts'
import { customerOperations } from './customers/operations.ts'
import { groupOperations } from './groups/operations.ts'
import { memberOperations } from './members/operations.ts'
import { vendorOperations } from './vendors/operations.ts'

/** Operations of this room. */
export const partyOperations: readonly AnyOperation[] = [
  ...customerOperations,
  ...vendorOperations,
  ...memberOperations,
  ...groupOperations,
]
