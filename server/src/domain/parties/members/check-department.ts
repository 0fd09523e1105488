import type { Context } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/errors.ts'
import { customerDepartments, type MemberFields } from './member-kind.ts'
import { listMemberRows } from './member-queries.ts'

/**
 * Checks that the department a contact names is one of the same customer.
 * @throws NotFound `CUSTOMER_DEPARTMENT_NOT_FOUND`
 */
export async function checkDepartment(
  ctx: Context,
  customerId: string,
  fields: MemberFields,
): Promise<void> {
  const departmentId = fields['departmentId']
  if (typeof departmentId !== 'string') return
  const departments = await listMemberRows(ctx.tx, ctx.company.id, customerDepartments, customerId)
  const isFound = departments.some((department) => department.id === departmentId)
  if (!isFound) throw notFound('CUSTOMER_DEPARTMENT', departmentId)
}
