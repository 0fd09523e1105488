import { z } from 'zod'
import { endOfDayInZone, isDate, startOfDayInZone, timestamp } from '../../kernel/calendar.ts'
import type { Context } from '../../kernel/context.ts'
import * as f from '../http/fields.ts'
import { type AnyOperation, operation } from '../http/operation.ts'
import { type Page, type PageRequest, pageOf, pageSchema } from '../http/paging.ts'
import {
  type AuditEventFilter,
  type AuditEventRow,
  countAuditEvents,
  listAuditEvents,
} from './audit-event-queries.ts'

const actorTypes = ['user', 'api_key', 'oauth_client', 'mcp', 'portal_user', 'system'] as const

const auditEventSchema = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actor: z.object({
      type: z.enum(actorTypes),
      id: z.uuid().nullable(),
      label: z.string(),
    }),
    action: z.string().describe('Resource in snake case, dot, verb.'),
    resourceType: z.string(),
    resourceId: z.uuid().nullable(),
    before: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('The changed fields as they were.'),
    after: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('The changed fields as they became.'),
    ip: z.string().nullable(),
    requestId: z.string(),
  })
  .meta({ id: 'AuditEvent' })

const query = f.object({
  action: f.optional(f.text({ max: 100 })),
  actorId: f.optional(f.uuid()),
  resourceType: f.optional(f.text({ max: 100 })),
  resourceId: f.optional(f.uuid()),
  from: f.optional(f.dateOrTimestamp()),
  to: f.optional(f.dateOrTimestamp()),
  ...f.pagination({ sortBy: ['at'], default: 'at' }),
})

/** The log of who did what (platform.md 14.4). */
export const auditOperations: readonly AnyOperation[] = [
  operation({
    id: 'listAuditEvents',
    surface: 'operator',
    method: 'GET',
    path: '/audit/events',
    tag: 'Audit',
    summary: 'List audit events',
    description: 'Newest first. `from` and `to` are inclusive; a date is the whole day.',
    scope: 'operator',
    query,
    answer: pageSchema(auditEventSchema),
    status: 200,
    run: (ctx, input) => readAuditEvents(ctx, input.query),
  }),
]

async function readAuditEvents(
  ctx: Context,
  { from, to, ...asked }: AuditEventFilter & PageRequest,
): Promise<Page<z.input<typeof auditEventSchema>>> {
  const { id, timeZone } = ctx.company
  const filter = {
    ...asked,
    from: from && isDate(from) ? timestamp(startOfDayInZone(from, timeZone)) : from,
    to: to && isDate(to) ? timestamp(endOfDayInZone(to, timeZone)) : to,
  }
  const [rows, total] = await Promise.all([
    listAuditEvents(ctx.tx, id, filter, asked),
    countAuditEvents(ctx.tx, id, filter),
  ])
  return pageOf(rows, total, asked, auditEventView)
}

function auditEventView(row: AuditEventRow): z.input<typeof auditEventSchema> {
  return {
    id: row.id,
    at: row.at,
    actor: {
      type: row.actor_type as (typeof actorTypes)[number],
      id: row.actor_id,
      label: row.actor_label,
    },
    action: row.action,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    before: row.before as Record<string, unknown> | null,
    after: row.after as Record<string, unknown> | null,
    ip: row.ip,
    requestId: row.request_id,
  }
}
