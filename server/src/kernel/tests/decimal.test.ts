import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decimalPlaces,
  decimalText,
  divideRounded,
  scaleDecimal,
  shortestDecimal,
  unscaleDecimal,
} from '../decimal.ts'

const Exact = Decimal.clone({ precision: 200, toExpNeg: -400, toExpPos: 400 })

describe('decimalText', () => {
  it.each([
    ['1250.10', '1250.1'],
    ['25.00', '25'],
    ['0', '0'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['+5', '5'],
    ['007.50', '7.5'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['100', '100'],
    ['0.000001', '0.000001'],
    [`${'9'.repeat(40)}`, '9'.repeat(40)],
    [1250.1, '1250.1'],
    [-0, '0'],
    [1e-7, '0.0000001'],
    [-1.25e-8, '-0.0000000125'],
    [1e21, '1000000000000000000000'],
    [-1.5e23, '-150000000000000000000000'],
  ])('writes %j as %s', (input, expected) => {
    expect(decimalText(input)).toBe(expected)
  })

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['a number too small for 40 characters', 5e-324],
    ['a number too large for 40 characters', 1e300],
    ['an empty string', ''],
    ['a blank', ' '],
    ['surrounding blanks', ' 1 '],
    ['a line feed', '1\n'],
    ['an exponent in a string', '1e5'],
    ['a decimal comma', '1,5'],
    ['grouping', '1 000'],
    ['a bare point', '.'],
    ['a trailing point', '5.'],
    ['a bare sign', '-'],
    ['two signs', '--1'],
    ['two points', '1.2.3'],
    ['hexadecimal', '0x10'],
    ['digits of another script', '٣'],
    ['41 characters', '1'.repeat(41)],
  ])('refuses %s', (_name, input) => {
    expect(decimalText(input)).toBeUndefined()
  })

  it('keeps the value of every JSON number that fits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = decimalText(number)
        fc.pre(text !== undefined)
        expect(text).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/)
        expect(Number(text) === number).toBe(true)
      }),
    )
  })
})

describe('places and scale', () => {
  it.each([
    ['25.00', '25', 0],
    ['-1.50', '-1.5', 1],
    ['7.4604', '7.4604', 4],
    ['0.000125', '0.000125', 6],
    ['-0.00', '0', 0],
  ])('%s is %s and needs %i decimals', (text, shortest, places) => {
    expect(shortestDecimal(text)).toBe(shortest)
    expect(decimalPlaces(text)).toBe(places)
  })

  it('refuses to shorten what is no decimal', () => {
    expect(() => shortestDecimal('1,5')).toThrow(RangeError)
    expect(() => decimalPlaces('')).toThrow(RangeError)
  })

  it.each([
    ['12.5', 2, 1250n],
    ['12.500', 2, 1250n],
    ['-0.01', 2, -1n],
    ['1250', 0, 1250n],
    ['0', 3, 0n],
    ['12.345', 2, undefined],
    ['0.5', 0, undefined],
    ['x', 2, undefined],
    ['', 2, undefined],
  ])('scales %s by %i places to %s', (text, places, expected) => {
    expect(scaleDecimal(text, places)).toBe(expected)
  })

  it.each([
    [125000n, 2, '1250.00'],
    [-1n, 2, '-0.01'],
    [-100n, 2, '-1.00'],
    [0n, 2, '0.00'],
    [1250n, 0, '1250'],
    [7n, 6, '0.000007'],
  ])('unscales %s by %i places to %s', (value, places, expected) => {
    expect(unscaleDecimal(value, places)).toBe(expected)
  })

  it('scales what it unscaled back to the same', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.nat(8),
        (value, places) => {
          expect(scaleDecimal(unscaleDecimal(value, places), places)).toBe(value)
        },
      ),
    )
  })
})

describe('divideRounded', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [4n, 3n, 1n],
    [149n, 100n, 1n],
    [150n, 100n, 2n],
    [0n, 7n, 0n],
  ])('%s / %s is %s', (numerator, denominator, expected) => {
    expect(divideRounded(numerator, denominator)).toBe(expected)
  })

  it('refuses to divide by zero', () => {
    expect(() => divideRounded(1n, 0n)).toThrow(RangeError)
  })

  it('agrees with decimal.js', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (numerator, denominator) => {
        fc.pre(denominator !== 0n)
        const expected = new Exact(numerator.toString())
          .div(denominator.toString())
          .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
        expect(divideRounded(numerator, denominator)).toBe(BigInt(expected.toFixed(0)))
      }),
    )
  })
})
