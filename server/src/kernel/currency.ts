/**
 * ISO 4217 as of 2026 (list one, with amendments up to Bulgaria's euro). Our own table, since
 * `Intl` answers by the ICU of the machine and with customary instead of official decimals.
 *
 * Two recent withdrawals stay, because open accounting years hold them: ANG (2025) and BGN (end of
 * 2025). Left out are codes nobody invoices in: metals, bond units, units of account, XTS and XXX.
 */
const CODES_BY_DIGITS: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [
    2,
    `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
    CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
    GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK
    PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS
    TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

const digitsByCode: ReadonlyMap<string, number> = new Map(
  CODES_BY_DIGITS.flatMap(([digits, codes]) =>
    codes.split(/\s+/).map((code) => [code, digits] as const),
  ),
)

/** Every currency code, in alphabetical order. */
export const currencyCodes: readonly string[] = [...digitsByCode.keys()].sort()

/** Decimals of the currency (DKK 2, JPY 0, KWD 3); `undefined` when the code is no currency. */
export function currencyDigits(code: string): number | undefined {
  return digitsByCode.get(code)
}

/** Whether `code` is an upper-case ISO 4217 code. */
export function isCurrency(code: string): boolean {
  return digitsByCode.has(code)
}
