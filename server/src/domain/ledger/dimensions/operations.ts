import type { AnyOperation } from '../../../platform/http/operation.ts'

/** Operations of this part of the ledger. */
export const dimensionsOperations: readonly AnyOperation[] = []
