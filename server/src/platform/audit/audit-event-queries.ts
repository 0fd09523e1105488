import type { CompanyId, Statement, Transaction } from '../../kernel/context.ts'
import { join, sql } from '../db/sql.ts'
import type { PageRequest } from '../http/paging.ts'
import { idPage } from '../http/paging-queries.ts'

/** An audit event as stored. */
export interface AuditEventRow {
  readonly id: string
  readonly at: string
  readonly actor_type: string
  readonly actor_id: string | null
  readonly actor_label: string
  readonly action: string
  readonly resource_type: string
  readonly resource_id: string | null
  readonly before: object | null
  readonly after: object | null
  readonly ip: string | null
  readonly request_id: string
}

/** Which events are asked for; what is absent or `null` is any. */
export interface AuditEventFilter {
  readonly action?: string | null | undefined
  readonly actorId?: string | null | undefined
  readonly resourceType?: string | null | undefined
  readonly resourceId?: string | null | undefined
  /** First and last instant, ISO 8601. */
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
}

/** One page of a company's events, and one more row when there is another page. */
export function listAuditEvents(
  tx: Transaction,
  company: CompanyId,
  filter: AuditEventFilter,
  page: PageRequest,
): Promise<AuditEventRow[]> {
  return tx.rows<AuditEventRow>(sql`
    select id, at, actor_type, actor_id, actor_label, action, resource_type, resource_id, before,
      after, ip, request_id
    from audit_events where ${matching(company, filter)} ${idPage(page)}`)
}

/** How many events match. */
export async function countAuditEvents(
  tx: Transaction,
  company: CompanyId,
  filter: AuditEventFilter,
): Promise<number> {
  const row = await tx.one<{ total: bigint }>(sql`
    select count(*) as total from audit_events where ${matching(company, filter)}`)
  return Number(row?.total)
}

function matching(company: CompanyId, filter: AuditEventFilter): Statement {
  const conditions = [sql`company_id = ${company}`]
  if (filter.action) conditions.push(sql`action = ${filter.action}`)
  if (filter.actorId) conditions.push(sql`actor_id = ${filter.actorId}`)
  if (filter.resourceType) conditions.push(sql`resource_type = ${filter.resourceType}`)
  if (filter.resourceId) conditions.push(sql`resource_id = ${filter.resourceId}`)
  if (filter.from) conditions.push(sql`at >= ${filter.from}`)
  if (filter.to) conditions.push(sql`at <= ${filter.to}`)
  return join(conditions, ' and ')
}
