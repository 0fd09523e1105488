import currencyList from 'currency-codes'
import { describe, expect, it } from 'vitest'
import { countryCodes, isCountry } from '../country.ts'
import { currencyCodes, currencyDigits, isCurrency } from '../currency.ts'

const published = currencyList.data

/** Codes of the published list (2024) that we leave out on purpose. */
const leftOut = new Set(
  // Metals, bond units, units of account, testing and no currency; CUC is withdrawn (Cuba has CUP).
  'XAG XAU XPD XPT XBA XBB XBC XBD XDR XSU XUA XTS XXX CUC'.split(' '),
)

/** Codes newer than the published list. */
const added = ['XCG'] // Curaçao and Sint Maarten since 2025

describe('currencies', () => {
  it('are those of ISO 4217, but for the documented differences', () => {
    const expected = published.map((row) => row.code).filter((code) => !leftOut.has(code))
    expect(currencyCodes).toEqual([...expected, ...added].sort())
  })

  it('have the decimals of ISO 4217', () => {
    for (const { code, digits } of published) {
      if (!leftOut.has(code)) expect([code, currencyDigits(code)]).toEqual([code, digits])
    }
    expect(currencyDigits('XCG')).toBe(2)
  })

  it.each([
    ['DKK', 2],
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['HUF', 2],
    ['ISK', 0],
  ])('%s has %i', (code, digits) => {
    expect(currencyDigits(code)).toBe(digits)
  })

  it.each(['XXX', 'XTS', 'XAU', 'XDR', 'dkk', 'DK', '', 'DKKK', 'HRK', 'toString'])(
    '%j is none',
    (code) => {
      expect(isCurrency(code)).toBe(false)
      expect(currencyDigits(code)).toBeUndefined()
    },
  )
})

describe('countries', () => {
  it('are the 249 assigned codes, each once and in order', () => {
    expect(countryCodes).toHaveLength(249)
    expect([...new Set(countryCodes)].sort()).toEqual(countryCodes)
  })

  it('all have a name of their own', () => {
    const names = new Intl.DisplayNames('en', { type: 'region' })
    expect(countryCodes.filter((code) => names.of(code) === code)).toEqual([])
  })

  it.each(['DK', 'GL', 'FO', 'GB', 'GR', 'AX', 'SS'])('%s is one', (code) => {
    expect(isCountry(code)).toBe(true)
  })

  it.each(['UK', 'EL', 'EU', 'XK', 'AN', 'SU', 'dk', '', 'DNK', 'ZZ'])('%j is none', (code) => {
    expect(isCountry(code)).toBe(false)
  })
})
