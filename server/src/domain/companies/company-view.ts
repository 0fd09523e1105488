import type { z } from 'zod'
import type { License } from '../../kernel/context.ts'
import type { Company } from './company-queries.ts'
import type { companyDetailsSchema, companySchema, licensesSchema } from './company-schemas.ts'

/** The company as every credential with `company-read` sees it. */
export function companyView(company: Company): z.input<typeof companySchema> {
  return {
    id: company.id,
    name: company.name,
    email: company.email,
    address: company.address,
    vat: company.vat === null ? null : Number(company.vat),
    billingEmail: company.billingEmail,
    city: company.city,
    postalCode: company.postalCode,
    countryCode: company.countryCode,
    phone: company.phone,
    preferredLanguage: company.preferredLanguage,
    contactPersonFirstName: company.contactPersonFirstName,
    contactPersonLastName: company.contactPersonLastName,
    currency: company.currency,
    timeZone: company.timeZone,
    vatPeriod: company.vatPeriod,
    sandbox: company.sandbox,
  }
}

/** The company as the operator sees it. */
export function companyDetailsView(company: Company): z.input<typeof companyDetailsSchema> {
  return {
    ...companyView(company),
    fiscalYearStartMonth: company.fiscalYearStartMonth,
    paymentTerms: company.paymentTerms,
    paymentTermsType: company.paymentTermsType,
    bankAccount: company.bankAccount,
    lockedThrough: company.lockedThrough,
    licenses: licensesView(company.licenses),
  }
}

/** Every license, on or off. */
export function licensesView(licenses: readonly License[]): z.input<typeof licensesSchema> {
  return {
    Subscription: licenses.includes('Subscription'),
    MeteredProducts: licenses.includes('MeteredProducts'),
    CustomerPortal: licenses.includes('CustomerPortal'),
  }
}
