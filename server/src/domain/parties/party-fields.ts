/**
 * Request fields that customers, vendors and their contacts and departments share (catalog.md 2,
 * 3).
 */
import {
  choice,
  country,
  email,
  field,
  matches,
  metadata,
  multiline,
  optional,
  refuse,
  rules,
  text,
  url,
  withDefault,
} from '../../platform/http/fields.ts'
import { GLN_PATTERN, isGln } from './gln.ts'
import { IBAN_PATTERN, isIban } from './iban.ts'

const brokenGln = matches(GLN_PATTERN)
const brokenIban = matches(IBAN_PATTERN)

/** Every key of a request's shape with its value, `null` where none was given. */
export type Complete<T> = { [Key in keyof T]-?: Exclude<T[Key], undefined> }

/** A GLN of 13 digits with its check digit, spaces dropped; else `matches`. */
export function gln() {
  return field({ type: 'string', examples: ['5790001330552'] }, (value, problems) => {
    if (typeof value !== 'string') return refuse(problems, rules.isString)
    const digits = value.replaceAll(/\s/g, '')
    return isGln(digits) ? digits : refuse(problems, brokenGln)
  })
}

/** An IBAN, upper-cased, spaces dropped, checked modulo 97; else `matches`. */
export function iban() {
  return field({ type: 'string', examples: ['DK5000400440116243'] }, (value, problems) => {
    if (typeof value !== 'string') return refuse(problems, rules.isString)
    const signs = value.replaceAll(/\s/g, '').toUpperCase()
    return isIban(signs) ? signs : refuse(problems, brokenIban)
  })
}

const BIC_PATTERN = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/
const brokenBic = matches(BIC_PATTERN)

/** A bank's code (ISO 9362) of 8 or 11 signs, upper-cased, spaces dropped; else `matches`. */
export function bic() {
  return field({ type: 'string', examples: ['DABADKKK'] }, (value, problems) => {
    if (typeof value !== 'string') return refuse(problems, rules.isString)
    const signs = value.replaceAll(/\s/g, '').toUpperCase()
    return BIC_PATTERN.test(signs) ? signs : refuse(problems, brokenBic)
  })
}

/** How a contact, department, customer or vendor is reached by mail, phone and post. */
export const reachShape = {
  email: optional(email()),
  phone: optional(text({ max: 50 })),
  address: optional(multiline({ max: 250 })),
  city: optional(text({ max: 100 })),
  postalCode: optional(text({ max: 20 })),
  attention: optional(text({ max: 100 })),
} as const

/** What customers and vendors have in common. */
export const partyShape = {
  name: text({ max: 200 }),
  ...reachShape,
  countryCode: country(),
  vatNumber: optional(text({ max: 50 })),
  website: optional(url({ max: 255, schemes: ['https', 'http'], schemeOptional: true })),
  externalSystemId: optional(text({ max: 100 })),
  paymentTermsType: withDefault(choice(['net', 'end_of_month'], { case: 'insensitive' }), 'net'),
  metadata: withDefault(metadata(), {}),
} as const
