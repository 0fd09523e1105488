/** Parent and child customers: one level, and who pays is active (catalog.md 2.5, 2.6). */

/** What the rules look at of a customer, as it will be. */
export interface Child {
  /** `null` while it is being created. */
  readonly id: string | null
  readonly parentCustomerId: string | null
  readonly billingRelationship: 'self' | 'parent_pays'
}

/** What the rules look at of the parent. */
export interface Parent {
  readonly id: string
  readonly isActive: boolean
  readonly parentCustomerId: string | null
}

/** Why a parent is none, in the order they are tested. */
export type ParentFault = 'self' | 'inactive' | 'parent_is_child' | 'has_children'

/** Whether the customer lacks the parent that pays for it. */
export function lacksParent(child: Child): boolean {
  return child.billingRelationship === 'parent_pays' && child.parentCustomerId === null
}

/**
 * What is wrong with the parent, if anything. A parent that went inactive stays one for grouping
 * only: it is wrong when newly set, or when it pays.
 */
export function parentFault(
  child: Child,
  parent: Parent,
  facts: { readonly isNewParent: boolean; readonly hasChildren: boolean },
): ParentFault | null {
  if (child.id === parent.id) return 'self'
  const mustBeActive = facts.isNewParent || child.billingRelationship === 'parent_pays'
  if (mustBeActive && !parent.isActive) return 'inactive'
  if (parent.parentCustomerId !== null) return 'parent_is_child'
  return facts.hasChildren ? 'has_children' : null
}
