import { z } from 'zod'
import { numberText, object, optional, text, uuid } from '../../../platform/http/fields.ts'
import { type AnyOperation, operation } from '../../../platform/http/operation.ts'
import { createVendor } from './create-vendor.ts'
import { deleteVendor } from './delete-vendor.ts'
import { getVendor, listVendors } from './get-vendor.ts'
import { updateVendor } from './update-vendor.ts'
import { newVendor, vendorPatch } from './vendor.ts'
import { Vendor } from './vendor-view.ts'

const path = '/v1/vendors'
const item = '/vendors/{id}'
const byId = object({ id: uuid() })
const operator = { surface: 'operator', tag: 'Vendors', scope: 'operator' } as const

const filter = object({
  vendorNumber: optional(numberText()),
  externalSystemId: optional(text({ max: 100 })),
  search: optional(text({ max: 200 })),
})

const WRITE_ERRORS = [
  'VENDOR_NUMBER_ALREADY_EXISTS',
  'VENDOR_EXTERNAL_SYSTEM_ID_ALREADY_EXISTS',
  'VENDOR_GROUP_NOT_FOUND',
  'LEDGER_NOT_FOUND',
]

/** Operations on vendors themselves. */
export const vendorOperations: readonly AnyOperation[] = [
  operation({
    ...{ surface: 'public', tag: 'Vendors', scope: 'vendors-read' },
    ...{ id: 'listVendors', method: 'GET', path, summary: 'List vendors' },
    ...{ query: filter, answer: z.array(Vendor), status: 200 },
    run: (ctx, { query }) => listVendors(ctx, query),
  }),
  operation({
    ...{ surface: 'public', tag: 'Vendors', scope: 'vendors-write' },
    ...{ id: 'createVendor', method: 'POST', path, summary: 'Create a vendor', status: 201 },
    ...{ body: newVendor, answer: z.object({ id: z.uuid(), vendorNumber: z.string() }) },
    audits: ['vendor.create'],
    errors: [...WRITE_ERRORS, 'CONTACT_DEFAULT_REQUIRED', 'CONTACT_MULTIPLE_DEFAULTS'],
    run: (ctx, { body }) => createVendor(ctx, body),
  }),
  operation({
    ...{ ...operator, id: 'getVendor', method: 'GET', path: item, summary: 'Get a vendor' },
    ...{ params: byId, answer: Vendor, status: 200 },
    run: (ctx, { params }) => getVendor(ctx, params.id),
  }),
  operation({
    ...{ ...operator, id: 'updateVendor', method: 'PATCH', path: item, status: 200 },
    ...{ summary: 'Change a vendor', params: byId, body: vendorPatch, answer: Vendor },
    ...{ audits: ['vendor.update'], errors: WRITE_ERRORS },
    run: (ctx, { params, body }) => updateVendor(ctx, params.id, body),
  }),
  operation({
    ...{ ...operator, id: 'deleteVendor', method: 'DELETE', path: item, status: 204 },
    ...{ summary: 'Delete an unused vendor', params: byId },
    ...{ audits: ['vendor.delete'], errors: ['VENDOR_IN_USE'] },
    run: (ctx, { params }) => deleteVendor(ctx, params.id),
  }),
]
