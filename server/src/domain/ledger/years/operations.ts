import { z } from 'zod'
import { object, uuid } from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { closeFiscalYear } from './close-fiscal-year.ts'
import { createFiscalYear } from './create-fiscal-year.ts'
import {
  closeAnswer,
  fiscalYearAnswer,
  fiscalYearRequest,
  reopenAnswer,
  reopenRequest,
} from './fiscal-year-schemas.ts'
import { lockPeriod, unlockPeriod } from './lock-period.ts'
import { lockAnswer, lockRequest, periodsAnswer, unlockRequest } from './period-schemas.ts'
import { readFiscalYears } from './read-fiscal-years.ts'
import { readPeriods } from './read-periods.ts'
import { reopenFiscalYear } from './reopen-fiscal-year.ts'

const byId = object({ id: uuid() })
const operator = { surface: 'operator', scope: 'operator', tag: 'Fiscal Years' } as const
const action = { ...operator, method: 'POST', status: 200 } as const
const path = '/fiscal-years'

/** Operations of fiscal years and periods (ledger.md 11, 16). */
export const yearsOperations: readonly AnyOperation[] = [
  operation({
    ...{ ...operator, id: 'listFiscalYears', method: 'GET', path, status: 200 },
    ...{ summary: 'List fiscal years, oldest first', answer: z.array(fiscalYearAnswer) },
    run: (ctx) => readFiscalYears(ctx),
  }),
  operation({
    ...{ ...operator, id: 'createFiscalYear', method: 'POST', path, status: 201 },
    summary: 'Create a fiscal year',
    description: 'It adjoins an existing year and is at most 18 months long.',
    ...{ body: fiscalYearRequest, answer: fiscalYearAnswer, audits: ['fiscal_year.create'] },
    errors: ['FISCAL_YEAR_INVALID'],
    run: (ctx, { body }) => createFiscalYear(ctx, body),
  }),
  operation({
    ...{ ...action, id: 'closeFiscalYear', path: `${path}/{id}/close` },
    summary: 'Close a fiscal year',
    description:
      'Moves the result of the year to retained earnings; nothing is posted in it any more.',
    ...{ params: byId, body: object({}), answer: closeAnswer, audits: ['fiscal_year.close'] },
    errors: [
      'FISCAL_YEAR_EARLIER_OPEN',
      'FISCAL_YEAR_NOT_ENDED',
      'FISCAL_YEAR_CLOSED',
      'SYSTEM_ACCOUNT_MISSING',
    ],
    run: (ctx, { params }) => closeFiscalYear(ctx, params.id),
  }),
  operation({
    ...{ ...action, id: 'reopenFiscalYear', path: `${path}/{id}/reopen` },
    summary: 'Reopen the latest closed fiscal year',
    ...{ params: byId, body: reopenRequest, answer: reopenAnswer },
    ...{ audits: ['fiscal_year.reopen'], errors: ['FISCAL_YEAR_NOT_REOPENABLE'] },
    run: (ctx, { params, body }) => reopenFiscalYear(ctx, params.id, body.reason),
  }),
  operation({
    ...{ ...operator, id: 'listPeriods', method: 'GET', path: '/periods', status: 200 },
    ...{ summary: 'List periods and the lock', answer: periodsAnswer },
    run: (ctx) => readPeriods(ctx),
  }),
  operation({
    ...{ ...action, id: 'lockPeriods', path: '/periods/lock' },
    summary: 'Lock every day through a date',
    ...{ body: lockRequest, answer: lockAnswer, audits: ['period.lock'] },
    errors: ['PERIOD_LOCK_BACKWARDS'],
    run: (ctx, { body }) => lockPeriod(ctx, body.through),
  }),
  operation({
    ...{ ...action, id: 'unlockPeriods', path: '/periods/unlock' },
    summary: 'Unlock a date and every later one',
    ...{ body: unlockRequest, answer: lockAnswer, audits: ['period.unlock'] },
    errors: ['PERIOD_NOT_LOCKED', 'FISCAL_YEAR_CLOSED'],
    run: (ctx, { body }) => unlockPeriod(ctx, body),
  }),
]
