import { z } from 'zod'
import { isTimeZone } from '../../kernel/calendar.ts'
import * as f from '../../platform/http/fields.ts'
import { LICENSES } from '../../platform/http/caller.ts'

const TIME_ZONE_RULE = f.matches(/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/)
const VAT_PERIODS = ['month', 'quarter', 'half-year'] as const
const TERMS_TYPES = ['net', 'end_of_month'] as const
const LANGUAGES = ['da', 'en', 'sv', 'nb', 'de'] as const

/** Licenses as answered: all of them, on or off. */
export const licensesSchema = z
  .object({ Subscription: z.boolean(), MeteredProducts: z.boolean(), CustomerPortal: z.boolean() })
  .meta({ id: 'Licenses' })

const text = z.string().nullable()

const publicFacts = {
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  address: z.string(),
  vat: z.int().nullable().describe('VAT number (CVR), digits only.'),
  billingEmail: text,
  city: text,
  postalCode: text,
  countryCode: text,
  phone: text,
  preferredLanguage: text,
  contactPersonFirstName: text,
  contactPersonLastName: text,
  currency: z.string().describe('Base currency of the books.'),
  timeZone: z.string().describe('IANA name.'),
  vatPeriod: z.enum(VAT_PERIODS),
  sandbox: z.boolean(),
}

/** The company of `GET /v1/company` (ledger.md 3). */
export const companySchema = z.object(publicFacts).meta({ id: 'Company' })

/** The company of the operator API (ledger.md 16). */
export const companyDetailsSchema = z
  .object({
    ...publicFacts,
    fiscalYearStartMonth: z.int(),
    paymentTerms: z.int().describe('Days.'),
    paymentTermsType: z.enum(TERMS_TYPES),
    bankAccount: z
      .object({ registrationNumber: text, accountNumber: text, iban: text, bic: text })
      .nullable(),
    lockedThrough: z.iso.date().nullable(),
    licenses: licensesSchema,
  })
  .meta({ id: 'CompanyDetails' })

const timeZone = f.field({ type: 'string', examples: ['Europe/Copenhagen'] }, (value, problems) => {
  const name = typeof value === 'string' ? value.trim() : ''
  return isTimeZone(name) ? name : f.refuse(problems, TIME_ZONE_RULE)
})

const line = (max: number) => f.optional(f.text({ max }))

/** The merge patch of a company: what the operator may change. */
export const companyPatch = f.patch({
  name: f.text({ max: 200 }),
  email: f.email(),
  address: f.multiline({ max: 500 }),
  vat: f.optional(f.numberText({ max: 15 })),
  billingEmail: f.optional(f.email()),
  city: line(100),
  postalCode: line(20),
  countryCode: f.country(),
  phone: line(50),
  preferredLanguage: f.optional(f.choice(LANGUAGES)),
  contactPersonFirstName: line(100),
  contactPersonLastName: line(100),
  currency: f.currency(),
  timeZone,
  vatPeriod: f.choice(VAT_PERIODS),
  fiscalYearStartMonth: f.integer({ min: 1, max: 12 }),
  paymentTerms: f.integer({ min: 0, max: 365 }),
  paymentTermsType: f.choice(TERMS_TYPES),
  bankAccount: f.optional(
    f.patch({
      registrationNumber: line(20),
      accountNumber: line(40),
      iban: line(42),
      bic: line(11),
    }),
  ),
  licenses: f.patch(Object.fromEntries(LICENSES.map((license) => [license, f.boolean()]))),
})

/** What a `PATCH /company` gives. */
export type CompanyPatch = z.output<typeof companyPatch>
