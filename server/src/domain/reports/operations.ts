import { z } from 'zod'
import { type AnyOperation, operation } from '../../platform/http/operation.ts'
import { reportNotFound } from './errors.ts'
import { generalLedgerReport } from './general-ledger.ts'
import { reportRow } from './report.ts'
import { trialBalanceReport } from './trial-balance.ts'

/** Every report there is: a file each. */
const reports: readonly AnyOperation[] = [trialBalanceReport, generalLedgerReport]

/** What is asked for by a name that is no report's. */
const unknownReport = operation({
  ...reportRow,
  id: 'getReport',
  path: '/reports/{name}',
  summary: 'Report by name',
  description: 'Answers for every name that has no report.',
  params: z.object({ name: z.string() }),
  query: z.looseObject({}),
  errors: ['REPORT_NOT_FOUND'],
  run: async (_, { params }) => {
    throw reportNotFound(params.name)
  },
})

/** Operations of this room. */
export const reportOperations: readonly AnyOperation[] = [...reports, unknownReport]
