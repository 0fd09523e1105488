import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { TagFact } from './tag-rules.ts'

/** The facts of the tags that exist in the company, in no order; none asked for costs nothing. */
export async function findTagFacts(
  tx: Transaction,
  company: CompanyId,
  tagIds: readonly string[],
): Promise<TagFact[]> {
  if (tagIds.length === 0) return []
  return await tx.rows<TagFact>(sql`
    select value.id, value.dimension_id as "dimensionId",
      dimension.is_unique as "dimensionIsUnique", dimension.project_id as "projectId",
      coalesce(project.is_archived, false) as "projectIsArchived", value.is_active as "isActive"
    from dimension_values value
    join dimensions dimension on dimension.company_id = value.company_id
      and dimension.id = value.dimension_id
    left join projects project on project.company_id = dimension.company_id
      and project.id = dimension.project_id
    where value.company_id = ${company} and value.id = any(${tagIds}::uuid[])`)
}

/**
 * Keeps the values from being deleted before the transaction ends: to be called, unawaited, before
 * {@link findTagFacts} by whoever stores tags, since no foreign key guards an array. Those who
 * store tags do not wait for one another.
 */
export function lockTags(tx: Transaction, company: CompanyId, tagIds: readonly string[]): void {
  if (tagIds.length === 0) return
  tx.run(sql`
    select 1 from dimension_values where company_id = ${company} and id = any(${tagIds}::uuid[])
    order by id for key share`)
}
