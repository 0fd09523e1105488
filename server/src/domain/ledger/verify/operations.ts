import { z } from 'zod'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { FAULT_REASONS } from './fault.ts'
import { verifyBooks } from './verify-books.ts'

const verification = z
  .object({
    ok: z.boolean(),
    entries: z.int(),
    headPosition: z.int(),
    headHash: z.string(),
    firstBroken: z
      .object({
        chainPosition: z.int().nullable(),
        entryId: z.uuid().nullable(),
        reason: z.enum(FAULT_REASONS),
        message: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'Verification' })

/** Operations of this part of the ledger. */
export const verifyOperations: readonly AnyOperation[] = [
  operation({
    surface: 'operator',
    method: 'GET',
    scope: 'operator',
    status: 200,
    id: 'verifyBooks',
    path: '/audit/verify',
    tag: 'Audit',
    summary: 'Prove the books',
    description:
      'Recomputes every hash, the chain, the balance of every entry in both currencies, the ' +
      'voucher numbers, and what is kept beside the entries. `firstBroken` has no entry when ' +
      'only a kept balance or the head of the ledger is wrong.',
    answer: verification,
    run: (ctx) => verifyBooks(ctx),
  }),
]
