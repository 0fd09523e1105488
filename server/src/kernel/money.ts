/**
 * Money as whole minor units. Every rounding is half away from zero, so that each function of an
 * amount is odd: `f(-a) = -f(a)`, and a credit note mirrors its invoice to the last unit.
 */
import { divideRounded, scaleDecimal, unscaleDecimal } from './decimal.ts'

declare const minorBrand: unique symbol
/** An amount in the minor unit of its currency: øre, cents, whole yen. */
export type Minor = bigint & { readonly [minorBrand]: true }

/** Decimals an exchange rate may have (ledger.md, 6.2). */
export const RATE_DECIMALS_MAX = 10

/** Decimals a percentage may have; the contract needs 2, products of percentages need more. */
export const PERCENT_DECIMALS_MAX = 6

/** Amounts stay below 10^13 major units (conventions.md, Types). */
export const MONEY_MAJOR_DIGITS_MAX = 13

const RATE_ONE = 10n ** BigInt(RATE_DECIMALS_MAX)
const HUNDRED_PERCENT = 100n * 10n ** BigInt(PERCENT_DECIMALS_MAX)

/** Brands a number of minor units. */
export function minor(units: bigint): Minor {
  return units as Minor
}

/**
 * The minor units of a decimal text; `undefined` when it is no decimal or has more decimals than
 * the currency (`digits`). Trailing zeros are no decimals: `"1250.00"` is 1250 yen.
 */
export function parseMinor(text: string, digits: number): Minor | undefined {
  const units = scaleDecimal(text, digits)
  return units === undefined ? undefined : minor(units)
}

/**
 * Decimal text with exactly the currency's decimals: `"1250.00"`, JPY `"1250"`, never `"-0.00"`.
 */
export function formatMinor(amount: Minor, digits: number): string {
  return unscaleDecimal(amount, digits)
}

/**
 * The JSON number nearest to the amount, in major units; for answers only, never to compute with.
 */
export function minorNumber(amount: Minor, digits: number): number {
  return Number(formatMinor(amount, digits))
}

/** Whether `|amount|` is below 10^13 major units. */
export function isWithinMoneyLimit(amount: Minor, digits: number): boolean {
  return absolute(amount) < 10n ** BigInt(MONEY_MAJOR_DIGITS_MAX + digits)
}

/**
 * The amount in another currency: `round(amount x rate)`, where `rate` is the price of one unit of
 * the amount's currency, up to 10 decimals.
 * @throws RangeError when `rate` is no decimal of that size, or negative
 */
export function convertMinor(
  amount: Minor,
  fromDigits: number,
  rate: string,
  toDigits: number,
): Minor {
  const product = amount * scaledRate(rate, RATE_DECIMALS_MAX) * 10n ** BigInt(toDigits)
  return minor(divideRounded(product, RATE_ONE * 10n ** BigInt(fromDigits)))
}

/**
 * `round(amount x percent / 100)`: VAT on top of a net amount.
 * @throws RangeError when `percent` is no decimal with up to 6 decimals, or negative
 */
export function percentOf(amount: Minor, percent: string): Minor {
  const rate = scaledRate(percent, PERCENT_DECIMALS_MAX)
  return minor(divideRounded(amount * rate, HUNDRED_PERCENT))
}

/**
 * `round(amount x percent / (100 + percent))`: VAT contained in a gross amount.
 * @throws RangeError when `percent` is no decimal with up to 6 decimals, or negative
 */
export function percentWithin(amount: Minor, percent: string): Minor {
  const rate = scaledRate(percent, PERCENT_DECIMALS_MAX)
  return minor(divideRounded(amount * rate, HUNDRED_PERCENT + rate))
}

/** The sum of amounts in one currency; zero of none. */
export function sum(amounts: Iterable<Minor>): Minor {
  let total = 0n
  for (const amount of amounts) total += amount
  return minor(total)
}

/** The amount without its sign. */
export function absolute(amount: Minor): Minor {
  return amount < 0n ? negate(amount) : amount
}

/** The amount on the other side. */
export function negate(amount: Minor): Minor {
  return minor(-amount)
}

function scaledRate(rate: string, places: number): bigint {
  const scaled = scaleDecimal(rate, places)
  if (scaled === undefined || scaled < 0n) {
    throw new RangeError(`Not a rate of at most ${places} decimals: ${rate}`)
  }
  return scaled
}
