/** Scopes that keys, OAuth clients and consents may hold (platform.md 3, table of scopes). */
export const ASSIGNABLE_SCOPES = [
  'accounts-read',
  'company-read',
  'customers-read',
  'customers-write',
  'dimensions-read',
  'dimensions-write',
  'document-templates-read',
  'draft-journal-entries-read',
  'draft-journal-entries-write',
  'invoices-read',
  'invoices-write',
  'journal-categories-read',
  'journal-entries-read',
  'journal-entries-write',
  'meter-report',
  'order-confirmations-read',
  'order-confirmations-write',
  'payment-methods-read',
  'payment-methods-write',
  'portal-catalog-read',
  'products-read',
  'products-write',
  'projects-read',
  'projects-write',
  'quotes-read',
  'quotes-write',
  'subscriptions-read',
  'subscriptions-write',
  'vat-codes-read',
  'vendors-read',
  'vendors-write',
  'webhook-endpoints-read',
  'webhook-endpoints-write',
] as const

/** Scopes handed out only by `POST /portal/sso-key` and with a company's first key. */
export const PORTAL_SCOPES = ['portal-provision', 'portal-sso-mint'] as const

/** The operator API: command line and owner's console session only. */
export const OPERATOR_SCOPE = 'operator'

/** Everything there is: what a company's first key holds. */
export const ALL_SCOPES: readonly string[] = [
  ...ASSIGNABLE_SCOPES,
  ...PORTAL_SCOPES,
  OPERATOR_SCOPE,
].sort()
