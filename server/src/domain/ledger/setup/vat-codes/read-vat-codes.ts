import type { z } from 'zod'
import type { Context } from '../../../../kernel/context.ts'
import { notFound } from '../../../../kernel/errors.ts'
import { findVatCode, listVatCodes, type VatCodeWithAccounts } from './vat-code-queries.ts'
import type { vatCodeAnswer } from './vat-code-schemas.ts'
import { vatCodeView } from './vat-code-view.ts'

type Answer = z.input<typeof vatCodeAnswer>

/** The codes by code point. */
export async function readVatCodes(ctx: Context, includeInactive: boolean): Promise<Answer[]> {
  const codes = await listVatCodes(ctx.tx, ctx.company.id, { includeInactive })
  return codes.map(vatCodeView)
}

/** @throws NotFound `VAT_CODE_NOT_FOUND` */
export async function getVatCode(ctx: Context, id: string): Promise<Answer> {
  return vatCodeView(await getVatCodeRow(ctx, id))
}

/** The stored code. @throws NotFound `VAT_CODE_NOT_FOUND` */
export async function getVatCodeRow(ctx: Context, id: string): Promise<VatCodeWithAccounts> {
  const code = await findVatCode(ctx.tx, ctx.company.id, id)
  if (code === undefined) throw notFound('VAT_CODE', id)
  return code
}
