import type { AnyOperation } from '../../platform/http/operation.ts'

/** Operations of this room. */
export const reportOperations: readonly AnyOperation[] = []
