/** Where a customer stands for VAT. */

/** The VAT zones (conventions.md, Types). */
export const VAT_ZONES = ['domestic', 'eu', 'abroad', 'domestic_without_vat'] as const

/** One of {@link VAT_ZONES}. */
export type VatZone = (typeof VAT_ZONES)[number]

const EU_MEMBERS: ReadonlySet<string> = new Set(
  `AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK`.split(' '),
)

/** Whether the country is a member of the EU (catalog.md 2.3); Greenland and the Faroes are not. */
export function isEuMember(countryCode: string): boolean {
  return EU_MEMBERS.has(countryCode)
}

/** What decides whether a zone fits. */
export interface VatPlace {
  readonly vatZone: VatZone
  readonly countryCode: string
  /** As stored: foreign numbers with their prefix. */
  readonly vatNumber: string | null
}

/**
 * Whether the zone fits the country: `eu` needs another member than the company's own country,
 * Monaco, or Great Britain with a Northern Irish number; the other zones fit any country.
 */
export function fitsVatZone(place: VatPlace, ownCountry: string | null): boolean {
  const { vatZone, countryCode, vatNumber } = place
  if (vatZone !== 'eu' || countryCode === 'MC') return true
  if (countryCode === 'GB') return vatNumber?.startsWith('XI') ?? false
  return isEuMember(countryCode) && countryCode !== ownCountry
}
