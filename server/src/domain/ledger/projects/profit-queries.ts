import type { CompanyId, Transaction } from '../../../kernel/context.ts'
import { sql } from '../../../platform/db/sql.ts'

/** Sums of one subproject: amounts in minor units of the base currency, hours as decimal text. */
export interface SubprojectMovement {
  readonly subprojectId: string
  readonly revenue: bigint
  readonly cost: bigint
  readonly hours: string
}

/**
 * What was posted on the subprojects of one project, each line once: on the subproject among its
 * own tags, else, when no subproject is among them, on the one among its entry's. Subprojects
 * without lines are left out.
 */
export function listMovements(
  tx: Transaction,
  company: CompanyId,
  subprojectIds: readonly string[],
  { from, to }: { from: string | null; to: string | null },
): Promise<SubprojectMovement[]> {
  return tx.rows<SubprojectMovement>(sql`
    with own as (
      select line.tag_ids, line.account_id, line.base_amount, line.hours, line.date, line.year_end
      from journal_lines line
      where line.company_id = ${company} and line.tag_ids <> '{}'
        and line.tag_ids && ${subprojectIds}::uuid[]
    ), inherited as (
      select entry.tag_ids, line.account_id, line.base_amount, line.hours, line.date, line.year_end
      from journal_entries entry
      join journal_lines line on line.company_id = entry.company_id and line.entry_id = entry.id
      where entry.company_id = ${company} and entry.tag_ids <> '{}'
        and entry.tag_ids && ${subprojectIds}::uuid[]
        and not exists (
          select 1 from dimension_values value
          join dimensions dimension on dimension.company_id = value.company_id
            and dimension.id = value.dimension_id and dimension.project_id is not null
          where value.company_id = line.company_id and value.id = any(line.tag_ids)
        )
    )
    select subproject.id as "subprojectId",
      coalesce(-sum(line.base_amount) filter (where account.account_classification = 'REVENUE'), 0)
        ::bigint as revenue,
      coalesce(sum(line.base_amount) filter (where account.account_classification = 'EXPENSE'), 0)
        ::bigint as cost,
      coalesce(sum(line.hours), 0) as hours
    from (select * from own union all select * from inherited) line
    join accounts account on account.company_id = ${company} and account.id = line.account_id
      and account.ledger_type = 'PROFIT_AND_LOSS'
    join unnest(${subprojectIds}::uuid[]) subproject (id) on subproject.id = any(line.tag_ids)
    where not line.year_end
      and (${from}::date is null or line.date >= ${from}::date)
      and (${to}::date is null or line.date <= ${to}::date)
    group by subproject.id`)
}
