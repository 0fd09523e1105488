import { z } from 'zod'
import { object, patch, uuid } from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { createGroup, type GroupRequest } from './create-group.ts'
import { deleteGroup } from './delete-group.ts'
import { getGroup, listGroups } from './get-group.ts'
import { customerGroups, type GroupKind, resourceOf, vendorGroups } from './group-kind.ts'
import { type GroupPatch, updateGroup } from './update-group.ts'

const byId = object({ id: uuid() })

/** The public list and the operator's CRUD of one kind of group. */
function operationsOf(kind: GroupKind, name: 'CustomerGroup' | 'VendorGroup') {
  const { party, answer } = kind
  const path = `/${party}-groups`
  const item = `${path}/{id}`
  const tag = party === 'customer' ? 'Customers' : 'Vendors'
  const operator = { surface: 'operator', scope: 'operator', tag } as const
  const listed = { method: 'GET', status: 200, tag, answer: z.array(answer) } as const
  const run = (ctx: Parameters<typeof listGroups>[0]) => listGroups(ctx, kind)
  const summary = `List ${party} groups`
  const refused = [
    `${resourceOf(kind)}_NUMBER_ALREADY_EXISTS`,
    `${resourceOf(kind)}_ACCOUNT_INVALID`,
  ]
  return [
    operation({
      ...{ ...listed, id: `list${name}s`, surface: 'public', path: `/v1${path}`, summary, run },
      scope: `${party}s-read`,
    }),
    operation({ ...listed, ...operator, id: `operatorList${name}s`, path, summary, run }),
    operation({
      ...{ ...operator, id: `create${name}`, method: 'POST', path, status: 201, answer },
      ...{ summary: `Create a ${party} group`, body: object(kind.shape), errors: refused },
      audits: [`${party}_group.create`],
      // The body was checked against the kind's shape.
      run: (ctx, { body }) => createGroup(ctx, kind, body as unknown as GroupRequest),
    }),
    operation({
      ...{ ...operator, id: `get${name}`, method: 'GET', path: item, status: 200, answer },
      ...{ summary: `Get a ${party} group`, params: byId },
      run: (ctx, { params }) => getGroup(ctx, kind, params.id),
    }),
    operation({
      ...{ ...operator, id: `update${name}`, method: 'PATCH', path: item, status: 200, answer },
      ...{ summary: `Change a ${party} group`, params: byId, body: patch(kind.patchShape) },
      ...{ audits: [`${party}_group.update`], errors: refused },
      run: (ctx, { params, body }) => updateGroup(ctx, kind, params.id, body as GroupPatch),
    }),
    operation({
      ...{ ...operator, id: `delete${name}`, method: 'DELETE', path: item, status: 204 },
      ...{
        summary: `Delete a ${party} group`,
        params: byId,
        errors: [`${resourceOf(kind)}_IN_USE`],
      },
      audits: [`${party}_group.delete`],
      run: (ctx, { params }) => deleteGroup(ctx, kind, params.id),
    }),
  ]
}

/** Operations on customer groups and vendor groups. */
export const groupOperations: readonly AnyOperation[] = [
  ...operationsOf(customerGroups, 'CustomerGroup'),
  ...operationsOf(vendorGroups, 'VendorGroup'),
]
