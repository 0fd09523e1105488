import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { object, patch, uuid } from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { createMember } from './create-member.ts'
import { deleteMember } from './delete-member.ts'
import { listMembers, memberOf } from './list-members.ts'
import {
  customerContacts,
  customerDepartments,
  type MemberKind,
  vendorContacts,
  vendorDepartments,
} from './member-kind.ts'
import { updateMember } from './update-member.ts'

const ofParty = object({ id: uuid() })
const ofMember = object({ id: uuid(), itemId: uuid() })

/** `Customer` and its like: the capitalised word. */
function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/**
 * The public list and the operator's CRUD of one of the four lists; `summary` is the public one's.
 */
function operationsOf(kind: MemberKind, summary: string): readonly AnyOperation[] {
  const { party, noun, answer } = kind
  const name = capitalised(party) + capitalised(noun)
  const tag = `${capitalised(party)}s`
  const path = `/${party}s/{id}/${noun}s`
  const item = `${path}/{itemId}`
  const operator = { surface: 'operator', tag, scope: 'operator' } as const
  const body = object(kind.shape)
  const merge = patch(kind.shape)
  const required = `${noun.toUpperCase()}_DEFAULT_REQUIRED`
  const action = `${party}_${noun}`
  const listed = {
    method: 'GET',
    status: 200,
    tag,
    params: ofParty,
    answer: z.array(answer),
  } as const
  const run = (ctx: Context, { params }: { params: { id: string } }) =>
    listMembers(ctx, kind, params.id)
  return [
    operation({
      ...{ ...listed, id: `list${name}s`, surface: 'public', path: `/v1${path}`, summary, run },
      scope: `${party}s-read`,
    }),
    operation({ ...listed, ...operator, id: `operatorList${name}s`, path, summary, run }),
    operation({
      ...operator,
      ...{ id: `create${name}`, method: 'POST', path, status: 201, params: ofParty, body, answer },
      summary: `Add a ${noun} to a ${party}`,
      ...{ audits: [`${action}.create`], errors: [required] },
      run: (ctx, { params, body }) => createMember(ctx, kind, params.id, body),
    }),
    operation({
      ...operator,
      ...{ id: `get${name}`, method: 'GET', path: item, status: 200, params: ofMember, answer },
      summary: `Get a ${noun} of a ${party}`,
      run: async (ctx, { params }) =>
        memberOf(kind, await listMembers(ctx, kind, params.id), params.itemId),
    }),
    operation({
      ...operator,
      ...{ id: `update${name}`, method: 'PATCH', path: item, status: 200, answer },
      ...{ summary: `Change a ${noun} of a ${party}`, params: ofMember, body: merge },
      ...{ audits: [`${action}.update`], errors: [required] },
      run: (ctx, { params, body }) => updateMember(ctx, kind, params.id, params.itemId, body),
    }),
    operation({
      ...operator,
      ...{ id: `delete${name}`, method: 'DELETE', path: item, status: 204, params: ofMember },
      ...{ summary: `Delete a ${noun} of a ${party}`, audits: [`${action}.delete`] },
      errors: noun === 'department' ? [required, 'DEPARTMENT_IN_USE'] : [required],
      run: (ctx, { params }) => deleteMember(ctx, kind, params.id, params.itemId),
    }),
  ]
}

/** Operations on contacts and departments. */
export const memberOperations: readonly AnyOperation[] = [
  ...operationsOf(customerContacts, "List a customer's contacts"),
  ...operationsOf(customerDepartments, "List a customer's departments"),
  ...operationsOf(vendorContacts, 'List vendor contacts'),
  ...operationsOf(vendorDepartments, 'List vendor departments'),
]
