/** What a report covers: its days, what was known when, and which tags. */
import type { z } from 'zod'
import { endOfDayInZone, isDate, timestamp } from '../../kernel/calendar.ts'
import type { Context } from '../../kernel/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { dateOrTimestamp, isoDate, optional, queryList, uuid } from '../../platform/http/fields.ts'
import { findTagTrees, getFiscalCalendar } from './chart-queries.ts'
import { reportRangeInvalid } from './errors.ts'
import { type FiscalCalendar, fiscalYearStart } from './fiscal-calendar.ts'

/** Most tags one report can be narrowed by. */
const TAGS_MAX = 100

/** The parameters that say what a report covers (ledger.md 12.1). */
export const rangeQuery = {
  from: optional(isoDate()),
  to: optional(isoDate()),
  asOf: optional(dateOrTimestamp()),
  tagId: optional(queryList(uuid(), { max: TAGS_MAX })),
}

/** What was asked for. */
export type RangeQuery = {
  readonly [Name in keyof typeof rangeQuery]?: z.output<(typeof rangeQuery)[Name]>
}

/** Days, both inclusive, with the first day of the fiscal year that holds `from`. */
export interface Period {
  readonly from: string
  readonly to: string
  readonly yearStart: string
}

/** Which lines count; without either condition all do, and kept balances have their sums. */
export interface LineFilter {
  /** Only entries posted at or before this instant. */
  readonly knownAt: string | null
  /** A line must have a value of every group, by itself or by its entry. */
  readonly tagGroups: readonly (readonly string[])[]
}

export interface ReportRange extends Period {
  /** As asked for. */
  readonly asOf: string | null
  readonly filter: LineFilter
}

/**
 * Reads what a report covers.
 * @throws BadRequest `REPORT_RANGE_INVALID`
 * @throws NotFound `DIMENSION_VALUE_NOT_FOUND`
 */
export async function reportRange(ctx: Context, query: RangeQuery): Promise<ReportRange> {
  const { tx, company } = ctx
  const tagIds = query.tagId ?? []
  const asOf = query.asOf ?? null
  const [calendar, tagGroups] = await Promise.all([
    getFiscalCalendar(tx, company.id),
    tagIds.length === 0 ? [] : findTagGroups(ctx, tagIds),
  ])
  const period = reportPeriod(calendar, query.from ?? null, query.to ?? ctx.clock.today())
  const knownAt = asOf === null ? null : knownAtEndOf(asOf, company.timeZone)
  return { ...period, asOf, filter: { knownAt, tagGroups } }
}

/** Fills in `from`: the first day of the fiscal year of `to`. */
export function reportPeriod(calendar: FiscalCalendar, from: string | null, to: string): Period {
  const first = from ?? fiscalYearStart(calendar, to)
  if (to < first) throw reportRangeInvalid(first, to)
  return { from: first, to, yearStart: fiscalYearStart(calendar, first) }
}

/** A day counts to its end in the company's zone. */
function knownAtEndOf(asOf: string, timeZone: string): string {
  return isDate(asOf) ? timestamp(endOfDayInZone(asOf, timeZone)) : asOf
}

/** Values of one dimension are alternatives; a value includes its descendants. */
async function findTagGroups(ctx: Context, tagIds: readonly string[]): Promise<string[][]> {
  const trees = await findTagTrees(ctx.tx, ctx.company.id, tagIds)
  const known = new Set(trees.map(({ tagId }) => tagId))
  const missing = tagIds.find((tagId) => !known.has(tagId))
  if (missing !== undefined) throw notFound('DIMENSION_VALUE', missing)
  const groups = new Map<string, string[]>()
  for (const { dimensionId, valueIds } of trees) {
    groups.set(dimensionId, [...(groups.get(dimensionId) ?? []), ...valueIds])
  }
  return [...groups.values()]
}
