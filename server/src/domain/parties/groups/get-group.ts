import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { type GroupKind, type GroupRow, resourceOf } from './group-kind.ts'
import { findGroupRow, listGroupRows } from './group-queries.ts'
import { groupView } from './group-view.ts'

/** Every group, by number. */
export async function listGroups(ctx: Context, kind: GroupKind): Promise<object[]> {
  const rows = await listGroupRows(ctx.tx, ctx.company.id, kind)
  return rows.map((row) => groupView(kind, row))
}

/**
 * A group as stored.
 * @throws NotFound `CUSTOMER_GROUP_NOT_FOUND`, `VENDOR_GROUP_NOT_FOUND`
 */
export async function getGroupRow(ctx: Context, kind: GroupKind, id: string): Promise<GroupRow> {
  const row = await findGroupRow(ctx.tx, ctx.company.id, kind, id)
  if (row === undefined) throw notFound(resourceOf(kind), id)
  return row
}

/** A group; throws as {@link getGroupRow}. */
export async function getGroup(ctx: Context, kind: GroupKind, id: string): Promise<object> {
  return groupView(kind, await getGroupRow(ctx, kind, id))
}
