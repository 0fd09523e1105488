import { timestamp } from '../../kernel/calendar.ts'
import type { Context, License } from '../../kernel/context.ts'
import { BadRequest } from '../../kernel/errors.ts'
import { audit, changes } from '../../platform/audit/audit.ts'
import { LICENSES } from '../../platform/http/caller.ts'
import { matches } from '../../platform/http/fields.ts'
import { invalid } from '../../platform/http/validation.ts'
import type { BankAccount, Company } from './company-queries.ts'
import { getCompany, lockCompany, updateCompany } from './company-queries.ts'
import type { CompanyPatch } from './company-schemas.ts'
import { companyDetailsView } from './company-view.ts'
import { CVR_PATTERN, isCvr } from './cvr.ts'
import { lockLedger } from './ledger-lock-queries.ts'

const DIGITS = /^\d{1,15}$/
const NO_ACCOUNT: BankAccount = {
  registrationNumber: null,
  accountNumber: null,
  iban: null,
  bic: null,
}

/**
 * Changes the company's master data by a merge patch (ledger.md 16).
 * @throws BadRequest `COMPANY_CURRENCY_LOCKED` once something is posted
 * @throws ValidationFailed `vat` / `matches` for a number without the CVR check
 */
export async function changeCompany(ctx: Context, patch: CompanyPatch): Promise<Company> {
  const { tx } = ctx
  await lockCompany(tx, ctx.company.id)
  // No entry may be posted between the look at the chain and a change of its currency.
  await lockLedger(tx, ctx.company.id)
  const before = await getCompany(tx, ctx.company.id)
  const after = patched(before, patch)
  if (patch.vat !== undefined || patch.countryCode !== undefined) checkVat(after)
  if (after.currency !== before.currency && before.chainPosition > 0n) {
    const message = 'The base currency is fixed once an entry is posted.'
    throw new BadRequest('COMPANY_CURRENCY_LOCKED', message, { currency: before.currency })
  }
  const difference = changes(companyDetailsView(before), companyDetailsView(after))
  if (difference === null) return before
  updateCompany(tx, after, timestamp(ctx.clock.now()))
  audit(ctx, { action: 'company.update', resourceId: after.id, ...difference })
  return after
}

/** The merge (RFC 7396): what is absent stays, nested objects are merged by key. */
function patched(company: Company, patch: CompanyPatch): Company {
  const { bankAccount, licenses, ...fields } = patch
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return {
    ...company,
    ...Object.fromEntries(given),
    bankAccount: patchedAccount(company.bankAccount, bankAccount),
    licenses: LICENSES.filter((license) => isOn(license, company, licenses)),
  }
}

function patchedAccount(
  account: BankAccount | null,
  patch: CompanyPatch['bankAccount'],
): BankAccount | null {
  if (patch === undefined) return account
  if (patch === null) return null
  const given = Object.entries(patch).filter(([, value]) => value !== undefined)
  return { ...NO_ACCOUNT, ...account, ...Object.fromEntries(given) }
}

function isOn(license: License, company: Company, patch: CompanyPatch['licenses']): boolean {
  return patch?.[license] ?? company.licenses.includes(license)
}

function checkVat({ vat, countryCode }: Company): void {
  if (vat === null) return
  if (!DIGITS.test(vat)) throw invalid('vat', matches(DIGITS))
  if (countryCode === 'DK' && !isCvr(vat)) throw invalid('vat', matches(CVR_PATTERN))
}
