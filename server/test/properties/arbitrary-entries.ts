/** Random entries for the property tests, as bodies of the API. */
import fc from 'fast-check'
import { currencyCodes, currencyDigits } from '../../src/kernel/currency.ts'
import type { Books } from '../harness/books.ts'

/** Decimal text of minor units. */
export function decimal(units: number, digits: number): string {
  const text = String(units).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

interface RandomLine {
  readonly isDebit: boolean
  readonly account: number
  readonly vatCode: string | undefined
  /** Minor units of the entry's currency. */
  readonly units: number
  readonly hours: number | null
}

/** What a random entry is made of, before the ids of a company are put in. */
export interface RandomEntry {
  readonly entryType: string
  readonly currency: string
  readonly exchangeRate: string
  readonly date: string
  readonly description: string | null
  readonly lines: readonly RandomLine[]
}

const ACCOUNTS = [1010, 1050, 1610, 2316, 2450, 2510, 6480, 6486, 6510, 8040]

/** Every seeded code's effect on the balance is the line's own amount (4.3), so totals are known. */
const VAT_CODES = 'I0 I25 IEUV IEUY IOBP IREP IUV IUY U0 U25 UEUV UEUVI UEUY UOBP UUV UUY'.split(
  ' ',
)

const TYPES = 'JOURNAL_ENTRY CUSTOMER_INVOICE CUSTOMER_PAYMENT SUPPLIER_INVOICE SUPPLIER_PAYMENT'

/** Small amounts, where rounding bites, and greater ones. */
const units = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 100_000_000 }))

const line: fc.Arbitrary<RandomLine> = fc.record({
  isDebit: fc.boolean(),
  account: fc.constantFrom(...ACCOUNTS),
  vatCode: fc.option(fc.constantFrom(...VAT_CODES), { nil: undefined }),
  units,
  hours: fc.option(
    fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
    { freq: 4 },
  ),
})

/** To 10 decimals, and so that no total reaches 10^13. */
const rate = fc
  .tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 4, max: 10 }))
  .map(([digits, places]) => decimal(digits, places))

const year = new Date().getUTCFullYear()

const date = fc
  .tuple(fc.constantFrom(year - 1, year, year), fc.integer({ min: 1, max: 9 }))
  .map(([of, month]) => `${of}-0${month}-1${month}`)

/** An entry of any type, in any currency, at any rate. */
export const randomEntry: fc.Arbitrary<RandomEntry> = fc.record({
  entryType: fc.constantFrom(...TYPES.split(' ')),
  currency: fc.oneof(
    fc.constantFrom('DKK', 'EUR', 'JPY', 'KWD'),
    fc.constantFrom(...currencyCodes),
  ),
  exchangeRate: rate,
  date,
  description: fc.option(fc.string({ unit: 'grapheme-composite', maxLength: 20 })),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
})

/** Signs with which the lines make up `originalAmount` (6.4): +1, what is credited counts. */
const CREDIT_COUNTS: Readonly<Record<string, 1 | -1>> = {
  CUSTOMER_INVOICE: 1,
  CUSTOMER_PAYMENT: -1,
  SUPPLIER_INVOICE: -1,
  SUPPLIER_PAYMENT: 1,
}

/** The v2 body of a random entry of that company: balanced by its last line or its `originalAmount`. */
export function bodyOf(entry: RandomEntry, books: Books, baseCurrency: string): object {
  const { entryType, currency } = entry
  const digits = currencyDigits(currency) ?? 0
  const lines = entry.lines.map(({ isDebit, account, vatCode, units: amount, hours }) => {
    const text = `${isDebit ? 'D' : 'C'} ${account} ${decimal(amount, digits)}`
    return books.line(vatCode === undefined ? text : `${text} ${vatCode}`, { hours })
  })
  let credit = entry.lines.reduce((sum, { isDebit, units: of }) => sum + (isDebit ? -of : of), 0)
  const counts = CREDIT_COUNTS[entryType]
  if (counts === undefined && credit !== 0) {
    const side = credit > 0 ? 'D' : 'C'
    lines.push(books.line(`${side} 6330 ${decimal(Math.abs(credit), digits)}`))
  }
  if (counts !== undefined && credit === 0) {
    lines.push(books.line(`C 6330 ${decimal(1, digits)}`))
    credit = 1
  }
  const sign = credit * (counts ?? 0) < 0 ? '-' : ''
  const party = entryType.startsWith('CUSTOMER')
    ? { customerId: books.customerId }
    : { vendorId: books.vendorId }
  return {
    ...{ entryType, currency, date: entry.date, description: entry.description, lines },
    ...(currency === baseCurrency ? {} : { exchangeRate: entry.exchangeRate }),
    ...(counts === undefined
      ? {}
      : { ...party, originalAmount: sign + decimal(Math.abs(credit), digits) }),
  }
}
