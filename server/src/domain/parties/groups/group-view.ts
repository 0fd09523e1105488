import { shortestDecimal } from '../../../kernel/decimal.ts'
import { fieldsOf, type GroupFields, type GroupKind, type GroupRow } from './group-kind.ts'

/** A group as the API answers it: the discount as a number, the count under its kind's name. */
export function groupView(kind: GroupKind, row: GroupRow): object {
  const { members, discount, ...group } = row
  const discounted = discount === undefined ? {} : { discount: Number(discount) }
  return { ...group, ...discounted, [`${kind.party}Count`]: members }
}

/** The written columns of a group that was read, in the canonical form requests have. */
export function groupFields(kind: GroupKind, row: GroupRow): GroupFields {
  const fields = Object.fromEntries(fieldsOf(kind).map((field) => [field, row[field]]))
  const { discount } = row
  const discounted = discount === undefined ? {} : { discount: shortestDecimal(discount) }
  return { ...(fields as unknown as GroupFields), ...discounted }
}
