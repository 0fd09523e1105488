import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { lacksParent, parentFault } from '../parent.ts'
import { fitsVatZone } from '../vat-zone.ts'
import type { CustomerFields } from './customer.ts'
import {
  childrenOf,
  type CustomerRow,
  findGroupFacts,
  findParent,
  type GroupFacts,
} from './customer-queries.ts'
import {
  childDetailsNotAllowed,
  customerHasChildren,
  parentInvalid,
  parentRequired,
  vatZoneCountryMismatch,
} from './errors.ts'

const NO_CHILDREN = { hasChildren: false, paysForChildren: false }

/**
 * Checks a customer as it will be: its references, then the rules (catalog.md 2.3 to 2.6).
 * @param current the customer so far; `null` while it is being created
 * @returns what its group decides
 * @throws NotFound `CUSTOMER_GROUP_NOT_FOUND`, `CUSTOMER_PARENT_NOT_FOUND`,
 * `DOCUMENT_TEMPLATE_NOT_FOUND`
 * @throws BadRequest the codes of `errors.ts`
 */
export async function checkCustomer(
  ctx: Context,
  customer: CustomerFields,
  current: CustomerRow | null,
): Promise<GroupFacts> {
  const { tx, company } = ctx
  const { customerGroupId, parentCustomerId } = customer
  const [group, parent, children] = await Promise.all([
    findGroupFacts(tx, company.id, customerGroupId),
    parentCustomerId === null ? undefined : findParent(tx, company.id, parentCustomerId),
    current === null ? NO_CHILDREN : childrenOf(tx, company.id, current.id),
  ])
  if (group === undefined) throw notFound('CUSTOMER_GROUP', customerGroupId)
  if (parentCustomerId !== null && parent === undefined) {
    throw notFound('CUSTOMER_PARENT', parentCustomerId)
  }
  checkTemplates(customer)
  const child = { ...customer, id: current?.id ?? null }
  if (lacksParent(child)) throw parentRequired()
  if (parent !== undefined) {
    const isNewParent = parent.id !== current?.parentCustomerId
    const fault = parentFault(child, parent, { isNewParent, hasChildren: children.hasChildren })
    if (fault !== null) throw parentInvalid(fault)
  }
  checkAlone(customer, company.countryCode)
  if (current?.isActive === true && !customer.isActive && children.paysForChildren) {
    throw customerHasChildren()
  }
  return group
}

/** There is no template that is not the default of its type. */
function checkTemplates(customer: CustomerFields): void {
  const id = Object.values(customer.documentTemplateIds).find((template) => template !== null)
  if (id != null) throw notFound('DOCUMENT_TEMPLATE', id)
}

/** The rules that look at nothing but the customer and the company's country. */
function checkAlone(customer: CustomerFields, ownCountry: string | null): void {
  const { includeChildDetailsPdf, invoicingMode, billingRelationship } = customer
  const mayShowChildren = invoicingMode === 'single_invoice' && billingRelationship === 'self'
  if (includeChildDetailsPdf && !mayShowChildren) throw childDetailsNotAllowed()
  if (!fitsVatZone(customer, ownCountry)) {
    throw vatZoneCountryMismatch(customer.vatZone, customer.countryCode)
  }
}
