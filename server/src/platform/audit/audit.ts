import type { Context } from '../../kernel/context.ts'
import { timestamp } from '../../kernel/calendar.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { sql } from '../db/sql.ts'

/** One thing done to one resource: who, when and from where come from the context. */
export interface AuditEvent {
  /** Resource in snake case, dot, verb: `journal_entry.post`. */
  readonly action: string
  /** Default: the part of `action` before the dot. */
  readonly resourceType?: string
  readonly resourceId: string | null
  /** The changed fields as they were; `null` for a creation. Secrets as `[redacted]`. */
  readonly before: object | null
  /** The changed fields as they are now; `null` for a deletion. */
  readonly after: object | null
}

/** Writes an audit event in the transaction of the change (platform.md 14.4). */
export function audit(ctx: Context, event: AuditEvent): void {
  auditAll([{ ctx, event }])
}

/** Writes the events of several calls that share one transaction, in one statement. */
export function auditAll(
  events: readonly { readonly ctx: Context; readonly event: AuditEvent }[],
): void {
  const first = events[0]
  if (first === undefined) return
  const rows = events.map(({ ctx, event }) => ({
    company_id: ctx.company.id,
    id: uuidv7(),
    at: timestamp(ctx.clock.now()),
    actor_type: ctx.actor.type,
    actor_id: ctx.actor.id,
    actor_label: ctx.actor.label,
    action: event.action,
    resource_type: event.resourceType ?? event.action.split('.', 1)[0],
    resource_id: event.resourceId,
    before: event.before,
    after: event.after,
    ip: ctx.ip,
    request_id: ctx.requestId,
  }))
  first.ctx.tx.run(sql`
    insert into audit_events (company_id, id, at, actor_type, actor_id, actor_label, action,
      resource_type, resource_id, before, after, ip, request_id)
    select company_id, id, at, actor_type, actor_id, actor_label, action,
      resource_type, resource_id, before, after, ip, request_id
    from jsonb_to_recordset(${JSON.stringify(rows)}) as event (company_id uuid, id uuid, at timestamptz,
      actor_type text, actor_id uuid, actor_label text, action text, resource_type text,
      resource_id uuid, before jsonb, after jsonb, ip text, request_id text)`)
}

/** The fields of `after` that differ from `before`, on both sides; `null` when nothing differs. */
export function changes<Row extends object>(
  before: Row,
  after: Row,
): { readonly before: Partial<Row>; readonly after: Partial<Row> } | null {
  const was: Partial<Row> = {}
  const is: Partial<Row> = {}
  let changed = false
  for (const key of Object.keys(after) as (keyof Row)[]) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue
    was[key] = before[key]
    is[key] = after[key]
    changed = true
  }
  return changed ? { before: was, after: is } : null
}
