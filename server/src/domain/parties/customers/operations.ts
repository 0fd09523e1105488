import { z } from 'zod'
import {
  numberText,
  object,
  optional,
  queryBoolean,
  queryMetadata,
  text,
  uuid,
} from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { createCustomer } from './create-customer.ts'
import { customerPatch, newCustomer } from './customer.ts'
import { Customer } from './customer-view.ts'
import { deleteCustomer } from './delete-customer.ts'
import { getCustomer, listCustomers } from './get-customer.ts'
import { updateCustomer } from './update-customer.ts'

const path = '/v1/customers'
const byId = object({ id: uuid() })
const reading = { surface: 'public', tag: 'Customers', scope: 'customers-read' } as const
const writing = { surface: 'public', tag: 'Customers', scope: 'customers-write' } as const

const WRITE_ERRORS = [
  'CUSTOMER_NUMBER_ALREADY_EXISTS',
  'CUSTOMER_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS',
  'CUSTOMER_GROUP_NOT_FOUND',
  'CUSTOMER_PARENT_NOT_FOUND',
  'CUSTOMER_PARENT_REQUIRED',
  'CUSTOMER_PARENT_INVALID',
  'CUSTOMER_CHILD_DETAILS_NOT_ALLOWED',
  'CUSTOMER_VAT_ZONE_COUNTRY_MISMATCH',
  'DOCUMENT_TEMPLATE_NOT_FOUND',
]

const filter = object({
  customerNumber: optional(numberText()),
  externalSystemId: optional(text({ max: 100 })),
  metadata: optional(queryMetadata()),
  isActive: optional(queryBoolean()),
  customerGroupId: optional(uuid()),
  parentCustomerId: optional(uuid()),
  search: optional(text({ max: 200 })),
})

/** Operations on customers themselves. */
export const customerOperations: readonly AnyOperation[] = [
  operation({
    ...{ ...reading, id: 'listCustomers', method: 'GET', path, summary: 'List customers' },
    ...{ query: filter, answer: z.array(Customer), status: 200 },
    run: (ctx, { query }) => listCustomers(ctx, query),
  }),
  operation({
    ...{ ...writing, id: 'createCustomer', method: 'POST', path, summary: 'Create a customer' },
    ...{ body: newCustomer, answer: Customer, status: 201 },
    audits: ['customer.create'],
    errors: [
      ...WRITE_ERRORS,
      ...['CONTACT_DEFAULT_REQUIRED', 'CONTACT_MULTIPLE_DEFAULTS'],
      ...['DEPARTMENT_DEFAULT_REQUIRED', 'DEPARTMENT_MULTIPLE_DEFAULTS'],
    ],
    run: (ctx, { body }) => createCustomer(ctx, body),
  }),
  operation({
    ...{ ...reading, id: 'getCustomer', method: 'GET', path: `${path}/{id}` },
    ...{ summary: 'Get a single customer', params: byId, answer: Customer, status: 200 },
    run: (ctx, { params }) => getCustomer(ctx, params.id),
  }),
  operation({
    ...{ ...writing, id: 'updateCustomer', method: 'PATCH', path: `${path}/{id}` },
    ...{ summary: 'Update a customer', params: byId, answer: Customer, status: 200 },
    body: customerPatch,
    audits: ['customer.update'],
    errors: [...WRITE_ERRORS, 'CUSTOMER_HAS_CHILDREN'],
    run: (ctx, { params, body }) => updateCustomer(ctx, params.id, body),
  }),
  operation({
    ...{ surface: 'operator', tag: 'Customers', scope: 'operator' },
    ...{ id: 'deleteCustomer', method: 'DELETE', path: '/customers/{id}', status: 204 },
    ...{ summary: 'Delete an unused customer', params: byId },
    audits: ['customer.delete'],
    errors: ['CUSTOMER_IN_USE'],
    run: (ctx, { params }) => deleteCustomer(ctx, params.id),
  }),
]
