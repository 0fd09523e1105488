import type { CompanyId, Transaction } from '../../kernel/context.ts'
import { sql } from '../../platform/db/sql.ts'
import type { ChartAccount } from './chart.ts'
import type { FiscalCalendar } from './fiscal-calendar.ts'

/** The whole chart in the order of account numbers. */
export function findChart(tx: Transaction, company: CompanyId): Promise<ChartAccount[]> {
  return tx.rows<ChartAccount>(sql`
    select id as "accountId", account_number as "accountNumber", name,
      ledger_type as "ledgerType", account_classification as "accountClassification",
      total_from as "totalFrom", total_intervals as "totalIntervals", is_active as "isActive"
    from accounts where company_id = ${company} order by account_number`)
}

/** The company's fiscal years and the month new ones start in. */
export async function getFiscalCalendar(
  tx: Transaction,
  company: CompanyId,
): Promise<FiscalCalendar> {
  const calendar = await tx.one<FiscalCalendar>(sql`
    select fiscal_year_start_month as "startMonth",
      (select coalesce(json_agg(json_build_object('startDate', start_date, 'endDate', end_date)
          order by start_date), '[]')
        from fiscal_years where company_id = company.company_id) as years
    from companies company where company_id = ${company}`)
  if (calendar === undefined) throw new Error(`company ${company} does not exist`)
  return calendar
}

/** The ids of `tagIds` that exist, each with its dimension and itself and all its descendants. */
export function findTagTrees(
  tx: Transaction,
  company: CompanyId,
  tagIds: readonly string[],
): Promise<{ tagId: string; dimensionId: string; valueIds: string[] }[]> {
  return tx.rows(sql`
    with recursive tree as (
      select id as tag_id, id, dimension_id from dimension_values
      where company_id = ${company} and id = any(${tagIds}::uuid[])
      union
      select tree.tag_id, value.id, tree.dimension_id
      from tree join dimension_values value on value.parent_id = tree.id
        and value.company_id = ${company}
    )
    select tag_id as "tagId", dimension_id as "dimensionId", array_agg(id) as "valueIds"
    from tree group by tag_id, dimension_id`)
}
