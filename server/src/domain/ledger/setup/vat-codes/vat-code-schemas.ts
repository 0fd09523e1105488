/** What requests say of VAT codes, and what answers do (ledger.md 4.1, 16). */
import { z } from 'zod'
import {
  boolean,
  choice,
  decimal,
  object,
  optional,
  patch,
  text,
  uuid,
  withDefault,
} from '../../../../platform/http/fields.ts'
import { VAT_BOXES, VAT_PRINCIPLES, VAT_TYPES } from './vat-code.ts'

const NAME_LENGTH_MAX = 200
const percent = () => decimal({ places: 2, min: 0, max: 100 })
const box = () => optional(choice(VAT_BOXES))

const shape = {
  vatCode: text({ max: 10, pattern: /^[A-Z0-9]{1,10}$/ }),
  name: text({ max: NAME_LENGTH_MAX }),
  nameEn: optional(text({ max: NAME_LENGTH_MAX })),
  vatRate: percent(),
  type: choice(VAT_TYPES, { case: 'insensitive' }),
  principle: choice(VAT_PRINCIPLES, { case: 'insensitive' }),
  accountToBookId: uuid(),
  contraAccountToBookId: optional(uuid()),
  deductionRate: withDefault(percent(), '100'),
  boxes: optional(object({ base: box(), vat: box(), contra: box() })),
  isActive: withDefault(boolean(), true),
}

/** Body of a new VAT code. */
export const vatCodeRequest = object(shape)
/** A new VAT code, checked. */
export type VatCodeRequest = z.output<typeof vatCodeRequest>

/** Body of a change: a merge patch, `boxes` by key. */
export const vatCodePatch = patch(shape)
/** A change of a VAT code, checked. */
export type VatCodePatch = z.output<typeof vatCodePatch>

const boxAnswer = z.enum(VAT_BOXES).nullable()

/** A VAT code as answered. */
export const vatCodeAnswer = z
  .object({
    id: z.uuid(),
    vatCode: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    vatRate: z.number().describe('Percent.'),
    type: z.enum(VAT_TYPES),
    principle: z.enum(VAT_PRINCIPLES),
    accountToBookId: z.uuid(),
    accountToBookNumber: z.int(),
    accountToBookName: z.string(),
    contraAccountToBookId: z.uuid().nullable(),
    contraAccountToBookNumber: z.int().nullable(),
    contraAccountToBookName: z.string().nullable(),
    deductionRate: z.number().describe('Percent of the VAT that may be deducted.'),
    boxes: z.object({ base: boxAnswer, vat: boxAnswer, contra: boxAnswer }),
    isActive: z.boolean(),
  })
  .meta({ id: 'VatCode' })
