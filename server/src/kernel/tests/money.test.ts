import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  absolute,
  convertMinor,
  formatMinor,
  isWithinMoneyLimit,
  type Minor,
  minor,
  minorNumber,
  negate,
  parseMinor,
  percentOf,
  percentWithin,
  sum,
} from '../money.ts'

const Exact = Decimal.clone({ precision: 100 })

/** Amount of a text known to be one. */
function amountOf(text: string, digits = 2): Minor {
  const amount = parseMinor(text, digits)
  if (amount === undefined) throw new Error(`${text} is no amount`)
  return amount
}

function roundedBy(exact: Decimal): bigint {
  return BigInt(exact.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0))
}

const amounts = fc.bigInt({ min: -(10n ** 17n) + 1n, max: 10n ** 17n - 1n }).map(minor)
const digits = fc.constantFrom(0, 2, 3, 4)
const percents = fc.integer({ min: 0, max: 10_000 }).map((basisPoints) => String(basisPoints / 100))
const rates = fc
  .bigInt({ min: 1n, max: 10n ** 15n })
  .map((scaled) => new Exact(scaled.toString()).div('1e10').toFixed())

describe('texts of money', () => {
  it.each([
    ['1250', 2, '1250.00'],
    ['1250.5', 2, '1250.50'],
    ['-1', 2, '-1.00'],
    ['-0.01', 2, '-0.01'],
    ['-0.00', 2, '0.00'],
    ['1250.00', 0, '1250'],
    ['1.234', 3, '1.234'],
    ['9999999999999.99', 2, '9999999999999.99'],
  ])('%s with %i decimals is %s', (text, places, expected) => {
    expect(formatMinor(amountOf(text, places), places)).toBe(expected)
  })

  it.each([
    ['1.005', 2],
    ['0.5', 0],
    ['1.2345', 3],
    ['1e2', 2],
    ['', 2],
    ['abc', 2],
  ])('%j is no amount with %i decimals', (text, places) => {
    expect(parseMinor(text, places)).toBeUndefined()
  })

  it.each([
    ['1250.10', 2, 1250.1],
    ['-0.03', 2, -0.03],
    ['9999999999999.99', 2, 9999999999999.99],
    ['167', 0, 167],
  ])('%s is the JSON number %d', (text, places, expected) => {
    expect(minorNumber(amountOf(text, places), places)).toBe(expected)
  })

  it('zero is never -0', () => {
    expect(Object.is(minorNumber(negate(minor(0n)), 2), 0)).toBe(true)
  })

  it('parses what it formatted back to the same', () => {
    fc.assert(
      fc.property(amounts, digits, (amount, places) => {
        expect(parseMinor(formatMinor(amount, places), places)).toBe(amount)
      }),
    )
  })
})

describe('limit', () => {
  it.each([
    ['9999999999999.99', 2, true],
    ['-9999999999999.99', 2, true],
    ['10000000000000', 2, false],
    ['-10000000000000', 2, false],
    ['9999999999999', 0, true],
    ['10000000000000', 0, false],
    ['9999999999999.999', 3, true],
  ])('%s with %i decimals is within it: %s', (text, places, expected) => {
    expect(isWithinMoneyLimit(amountOf(text, places), places)).toBe(expected)
  })
})

describe('VAT (ledger.md, section 15, examples 1, 2, 6 and 8)', () => {
  it.each([
    ['1250.00', '25', '250.00'],
    ['312.50', '25', '62.50'],
    ['1000.00', '25', '200.00'],
    ['99.99', '25', '20.00'],
    ['33.33', '25', '6.67'],
    ['0.03', '25', '0.01'],
    ['0.01', '25', '0.00'],
    ['100.00', '0', '0.00'],
  ])('%s holds %s %% VAT of %s', (gross, rate, vat) => {
    expect(formatMinor(percentWithin(amountOf(gross), rate), 2)).toBe(vat)
    expect(percentWithin(amountOf(`-${gross}`), rate)).toBe(-amountOf(vat))
  })

  it.each([
    ['10.10', '25', '2.53'],
    ['0.10', '25', '0.03'],
    ['0.02', '25', '0.01'],
    ['0.01', '25', '0.00'],
    ['200.00', '25', '50.00'],
    ['100.00', '12.5', '12.50'],
    ['0.10', '25.00', '0.03'],
    ['1000.00', '0.000001', '0.00'],
    ['5000.00', '0.0001', '0.01'],
  ])('%s with %s %% VAT adds %s', (net, rate, vat) => {
    expect(formatMinor(percentOf(amountOf(net), rate), 2)).toBe(vat)
    expect(percentOf(amountOf(`-${net}`), rate)).toBe(-amountOf(vat))
  })

  it.each(['-1', '25.0000001', 'x', ''])('refuses the rate %j', (rate) => {
    expect(() => percentOf(minor(1n), rate)).toThrow(RangeError)
    expect(() => percentWithin(minor(1n), rate)).toThrow(RangeError)
  })

  it('agrees with decimal.js, in both directions', () => {
    fc.assert(
      fc.property(amounts, percents, (amount, rate) => {
        const part = new Exact(amount.toString()).mul(rate)
        expect(percentOf(amount, rate)).toBe(roundedBy(part.div(100)))
        expect(percentWithin(amount, rate)).toBe(roundedBy(part.div(new Exact(100).add(rate))))
        expect(percentOf(negate(amount), rate)).toBe(-percentOf(amount, rate))
        expect(percentWithin(negate(amount), rate)).toBe(-percentWithin(amount, rate))
      }),
    )
  })
})

describe('convertMinor', () => {
  it.each([
    ['33.33', 2, '7.4604', 2, '248.66'],
    ['99.99', 2, '7.4604', 2, '745.97'],
    ['200.00', 2, '7.4604', 2, '1492.08'],
    ['50.00', 2, '7.4604', 2, '373.02'],
    ['1.00', 2, '1.005', 2, '1.01'],
    ['1.00', 2, '2.525', 2, '2.53'],
    ['1.00', 2, '1.0049999999', 2, '1.00'],
    ['1.00', 2, '0.0000000001', 2, '0.00'],
    ['1000', 0, '0.0478', 2, '47.80'],
    ['100.00', 2, '20.925', 0, '2093'],
    ['1.000', 3, '22.4111', 2, '22.41'],
    ['1.00', 2, '0.0446', 3, '0.045'],
    ['12.34', 2, '1', 2, '12.34'],
  ])('%s (%i decimals) x %s is, with %i decimals, %s', (text, from, rate, to, expected) => {
    expect(formatMinor(convertMinor(amountOf(text, from), from, rate, to), to)).toBe(expected)
  })

  it('refuses a rate that is no rate', () => {
    for (const rate of ['0.00000000001', '-1', 'abc', '']) {
      expect(() => convertMinor(minor(1n), 2, rate, 2)).toThrow(RangeError)
    }
  })

  it('agrees with decimal.js and is odd', () => {
    fc.assert(
      fc.property(amounts, digits, rates, digits, (amount, from, rate, to) => {
        const exact = new Exact(amount.toString()).mul(rate).mul(new Exact(10).pow(to - from))
        expect(convertMinor(amount, from, rate, to)).toBe(roundedBy(exact))
        expect(convertMinor(negate(amount), from, rate, to)).toBe(
          -convertMinor(amount, from, rate, to),
        )
      }),
    )
  })
})

describe('sums and signs', () => {
  it('adds', () => {
    expect(sum([])).toBe(0n)
    expect(sum([minor(1n), minor(-3n), minor(5n)])).toBe(3n)
  })

  it('takes and turns the sign', () => {
    expect(absolute(minor(-5n))).toBe(5n)
    expect(absolute(minor(5n))).toBe(5n)
    expect(negate(minor(5n))).toBe(-5n)
    expect(negate(minor(0n))).toBe(0n)
  })
})
