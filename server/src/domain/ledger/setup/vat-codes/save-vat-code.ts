/**
 * Making and changing VAT codes: what is posted keeps the rate, base and VAT it was posted with.
 */
import { timestamp } from '../../../../kernel/calendar.ts'
import type { Context } from '../../../../kernel/context.ts'
import { shortestDecimal } from '../../../../kernel/decimal.ts'
import { BadRequest, notFound } from '../../../../kernel/errors.ts'
import { uuidv7 } from '../../../../kernel/id.ts'
import { audit, changes } from '../../../../platform/audit/audit.ts'
import { lockLedger } from '../../../companies/index.ts'
import { isPostable } from '../accounts/account.ts'
import { findAccount } from '../accounts/account-queries.ts'
import { getVatCode, getVatCodeRow } from './read-vat-codes.ts'
import type { Boxes, VatCode, VatType } from './vat-code.ts'
import { insertVatCodes, isVatCodeTaken, updateVatCode } from './vat-code-queries.ts'
import type { VatCodePatch, VatCodeRequest } from './vat-code-schemas.ts'
import { vatCodeFields } from './vat-code-view.ts'

/**
 * Makes a VAT code.
 * @throws NotFound `LEDGER_NOT_FOUND`
 * @throws BadRequest `VAT_CODE_ALREADY_EXISTS`, `VAT_CODE_CONTRA_REQUIRES_NET`,
 *   `LEDGER_NOT_POSTABLE`,
 *   `CONTROL_ACCOUNT_INVALID` (a leg on a control account would lack its party)
 */
export async function createVatCode(ctx: Context, request: VatCodeRequest) {
  const code = asVatCode(uuidv7(), request, defaultBoxes(request.type))
  await lockLedger(ctx.tx, ctx.company.id)
  await checkVatCode(ctx, code)
  insertVatCodes(ctx.tx, ctx.company.id, [code], timestamp(ctx.clock.now()))
  const after = vatCodeFields(code)
  audit(ctx, { action: 'vat_code.create', resourceId: code.id, before: null, after })
  return await getVatCode(ctx, code.id)
}

/**
 * Changes a VAT code by merge patch.
 * @throws NotFound `VAT_CODE_NOT_FOUND`, `LEDGER_NOT_FOUND`
 * @throws BadRequest as {@link createVatCode}
 */
export async function changeVatCode(ctx: Context, id: string, patch: VatCodePatch) {
  await lockLedger(ctx.tx, ctx.company.id)
  const row = await getVatCodeRow(ctx, id)
  const before = asVatCode(id, row, row.boxes)
  const merged = { ...before, ...patch } as VatCodeRequest
  const boxes = patch.boxes === null ? defaultBoxes(merged.type) : before.boxes
  const code = asVatCode(id, merged, boxes)
  const changed = changes(vatCodeFields(before), vatCodeFields(code))
  if (changed === null) return await getVatCode(ctx, id)
  await checkVatCode(ctx, code)
  updateVatCode(ctx.tx, ctx.company.id, code, timestamp(ctx.clock.now()))
  audit(ctx, { action: 'vat_code.update', resourceId: id, ...changed })
  return await getVatCode(ctx, id)
}

function defaultBoxes(type: VatType): Boxes {
  return { base: null, vat: type === 'SALES' ? 'salesVat' : 'purchaseVat', contra: null }
}

/** The whole record; boxes that the request does not name stay as in `boxes`. */
function asVatCode(id: string, request: VatCodeRequest, boxes: Boxes): VatCode {
  const named = { ...boxes, ...request.boxes }
  return {
    id,
    vatCode: request.vatCode,
    name: request.name,
    nameEn: request.nameEn ?? null,
    vatRate: shortestDecimal(request.vatRate),
    type: request.type,
    principle: request.principle,
    accountToBookId: request.accountToBookId,
    contraAccountToBookId: request.contraAccountToBookId ?? null,
    deductionRate: shortestDecimal(request.deductionRate),
    boxes: { base: named.base ?? null, vat: named.vat ?? null, contra: named.contra ?? null },
    isActive: request.isActive,
  }
}

async function checkVatCode(ctx: Context, code: VatCode): Promise<void> {
  const { tx, company } = ctx
  const accountIds = [code.accountToBookId, code.contraAccountToBookId].filter((id) => id !== null)
  const found = await Promise.all(accountIds.map((id) => findAccount(tx, company.id, id)))
  const accounts = found.map((account, index) => {
    if (account === undefined) throw notFound('LEDGER', accountIds[index] ?? '')
    return account
  })
  for (const { id, accountNumber, ledgerType, controlAccountType } of accounts) {
    const details = { accountId: id, accountNumber }
    if (!isPostable(ledgerType)) {
      const message = `Account ${accountNumber} is a heading or total; VAT cannot be posted on it.`
      throw new BadRequest('LEDGER_NOT_POSTABLE', message, details)
    }
    if (controlAccountType !== null) {
      const message = `Account ${accountNumber} is a control account; VAT cannot be posted on it.`
      throw new BadRequest('CONTROL_ACCOUNT_INVALID', message, details)
    }
  }
  if (await isVatCodeTaken(tx, company.id, code.vatCode, code.id)) {
    const message = `There is a VAT code ${code.vatCode} already; choose another code.`
    throw new BadRequest('VAT_CODE_ALREADY_EXISTS', message, { vatCode: code.vatCode })
  }
  if (code.contraAccountToBookId !== null && code.principle !== 'NET') {
    const message = 'A VAT code with a contra account must be NET: reverse charge comes on top.'
    throw new BadRequest('VAT_CODE_CONTRA_REQUIRES_NET', message, { principle: code.principle })
  }
}
