import type { z } from 'zod'
import {
  boolean,
  integer,
  object,
  optional,
  patch,
  text,
  uuid,
  withDefault,
} from '../../../platform/http/fields.ts'

const dimensionFields = { name: text({ min: 2, max: 100 }), isUnique: boolean() }

/** Body that makes a category. */
export const newDimension = object(dimensionFields).meta({ id: 'NewDimension' })
/** Body that changes a category: absent fields stay. */
export const dimensionPatch = patch(dimensionFields).meta({ id: 'DimensionPatch' })

const valueFields = {
  name: text({ max: 100 }),
  parentId: optional(uuid()),
  code: optional(text({ max: 50 })),
  sortOrder: withDefault(integer(), 0),
}

/** Body that makes a value. */
export const newValue = object(valueFields).meta({ id: 'NewDimensionValue' })
/** Body that changes a value: absent fields stay, `parentId: null` moves it to the root. */
export const valuePatch = patch({ ...valueFields, isActive: boolean() }).meta({
  id: 'DimensionValuePatch',
})

export type NewDimension = z.output<typeof newDimension>
export type DimensionPatch = z.output<typeof dimensionPatch>
export type NewValue = z.output<typeof newValue>
export type ValuePatch = z.output<typeof valuePatch>
