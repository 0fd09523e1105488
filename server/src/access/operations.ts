import type { Seed } from '../domain/companies/index.ts'
import type { AnyOperation } from '../platform/http/operation.ts'
import { apiKeyOperations } from './api-keys/operations.ts'
import { companyAccessOperations } from './companies/operations.ts'

/** Operations of this room. @param parts `seeds`: what a new company starts with */
export function accessOperations(parts: {
  readonly seeds: readonly Seed[]
}): readonly AnyOperation[] {
  return [...apiKeyOperations, ...companyAccessOperations(parts.seeds)]
}
