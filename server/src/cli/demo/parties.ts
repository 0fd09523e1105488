/** A customer of the demo company. */
export interface DemoCustomer {
  readonly name: string
  readonly countryCode: string
  readonly city: string
  readonly vatZone: 'domestic' | 'eu' | 'abroad'
  readonly currency: string
}

/** A vendor, with what its invoices are booked on: account number and VAT code. */
export interface DemoVendor {
  readonly name: string
  readonly countryCode: string
  readonly city: string
  readonly currency: string
  readonly account: number
  readonly vatCode: string
  /** Bounds of one invoice, whole units of the currency, VAT included where the vendor charges it. */
  readonly amounts: readonly [number, number]
  readonly text: string
}

function customer(
  name: string,
  countryCode: string,
  city: string,
  vatZone: DemoCustomer['vatZone'],
  currency: string,
): DemoCustomer {
  return { name, countryCode, city, vatZone, currency }
}

/** Who buys: Danish shops and offices, and a few from abroad. */
export const CUSTOMERS: readonly DemoCustomer[] = [
  customer('Bager Jensen ApS', 'DK', 'Aarhus', 'domestic', 'DKK'),
  customer('Cykelhuset Odense', 'DK', 'Odense', 'domestic', 'DKK'),
  customer('Fjordens Fisk A/S', 'DK', 'Esbjerg', 'domestic', 'DKK'),
  customer('Grøn Have ApS', 'DK', 'Roskilde', 'domestic', 'DKK'),
  customer('Havnens Kaffe', 'DK', 'Helsingør', 'domestic', 'DKK'),
  customer('Nordisk Møbel A/S', 'DK', 'Horsens', 'domestic', 'DKK'),
  customer('Tandlægerne Torvet', 'DK', 'Aalborg', 'domestic', 'DKK'),
  customer('Vestkystens Auto', 'DK', 'Varde', 'domestic', 'DKK'),
  customer('Blumenthal GmbH', 'DE', 'Hamburg', 'eu', 'EUR'),
  customer('Maison Lumière SARL', 'FR', 'Lyon', 'eu', 'EUR'),
  customer('Skog och Sjö AB', 'SE', 'Malmö', 'eu', 'SEK'),
  customer('Harbor Street Inc.', 'US', 'Portland', 'abroad', 'USD'),
]

type VendorRow = readonly [
  name: string,
  countryCode: string,
  city: string,
  currency: string,
  account: number,
  vatCode: string,
  amounts: readonly [number, number],
  text: string,
]

const VENDOR_ROWS: readonly VendorRow[] = [
  ['Ejendomsselskabet Kajen', 'DK', 'Aarhus', 'DKK', 2030, 'I25', [18_750, 18_750], 'Husleje'],
  ['Strøm til Alle A/S', 'DK', 'Vejle', 'DKK', 2050, 'I25', [900, 2400], 'El'],
  ['Nettet ApS', 'DK', 'København', 'DKK', 2410, 'I25', [749, 749], 'Internet og telefoni'],
  ['Papir & Blæk', 'DK', 'Randers', 'DKK', 2450, 'I25', [300, 1900], 'Kontorartikler'],
  ['Reklamebureauet Ørn', 'DK', 'Aarhus', 'DKK', 1850, 'I25', [4000, 16_000], 'Annoncering'],
  ['Restaurant Ankeret', 'DK', 'Aarhus', 'DKK', 1890, 'IREP', [600, 2200], 'Kundemiddag'],
  ['Tryg Dækning A/S', 'DK', 'Ballerup', 'DKK', 2180, 'I0', [1450, 1450], 'Erhvervsforsikring'],
  ['Revisor Holm', 'DK', 'Viborg', 'DKK', 2670, 'I25', [3125, 6250], 'Bogføring og rådgivning'],
  ['Grossisten Nord A/S', 'DK', 'Aalborg', 'DKK', 1610, 'I25', [9000, 32_000], 'Varer'],
  ['Elektronika S.p.A.', 'IT', 'Milano', 'EUR', 1630, 'IEUV', [700, 2900], 'Varer fra Italien'],
  ['Wolkenwerk GmbH', 'DE', 'Berlin', 'EUR', 2316, 'IEUY', [120, 480], 'Cloud'],
  ['Pixel Tools Inc.', 'US', 'Austin', 'USD', 2317, 'IUY', [49, 190], 'Softwarelicenser'],
]

/** Who sells: rent, power, goods, services; from the EU and beyond under reverse charge. */
export const VENDORS: readonly DemoVendor[] = VENDOR_ROWS.map(
  ([name, countryCode, city, currency, account, vatCode, amounts, text]) => {
    return { name, countryCode, city, currency, account, vatCode, amounts, text }
  },
)
