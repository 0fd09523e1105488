import type { z } from 'zod'
import type { VatCode } from './vat-code.ts'
import type { VatCodeWithAccounts } from './vat-code-queries.ts'
import type { vatCodeAnswer } from './vat-code-schemas.ts'

/** A VAT code as answered: rates as numbers. */
export function vatCodeView(code: VatCodeWithAccounts): z.input<typeof vatCodeAnswer> {
  return { ...code, vatRate: Number(code.vatRate), deductionRate: Number(code.deductionRate) }
}

/** What audit events show of a VAT code. */
export function vatCodeFields(code: VatCode): Omit<VatCode, 'id'> {
  const { vatCode, name, nameEn, vatRate, type, principle } = code
  const { accountToBookId, contraAccountToBookId, deductionRate, boxes, isActive } = code
  const accounts = { accountToBookId, contraAccountToBookId }
  return {
    ...{ vatCode, name, nameEn, vatRate, type, principle },
    ...{ ...accounts, deductionRate, boxes, isActive },
  }
}
