/**
 * class-validator's rules and sentences (platform.md, section 1); `$p` is the property's last
 * segment.
 */

/** A rule a value may break: the constraint's name and its sentence with `$p` for the property. */
export interface Rule {
  readonly name: string
  readonly sentence: string
}

/** Rules without a bound. */
export const rules = {
  isNotEmpty: { name: 'isNotEmpty', sentence: '$p should not be empty' },
  isString: { name: 'isString', sentence: '$p must be a string' },
  isInt: { name: 'isInt', sentence: '$p must be an integer number' },
  isNumber: {
    name: 'isNumber',
    sentence: '$p must be a number conforming to the specified constraints',
  },
  isBoolean: { name: 'isBoolean', sentence: '$p must be a boolean value' },
  isEmail: { name: 'isEmail', sentence: '$p must be an email' },
  isUUID: { name: 'isUUID', sentence: '$p must be a UUID' },
  isUrl: { name: 'isUrl', sentence: '$p must be a URL address' },
  isArray: { name: 'isArray', sentence: '$p must be an array' },
  isObject: { name: 'isObject', sentence: '$p must be an object' },
  isDateString: {
    name: 'isDateString',
    sentence: '$p must be a valid ISO 8601 date string',
  },
  isIP: { name: 'isIP', sentence: '$p must be an ip address' },
  isDecimal: { name: 'isDecimal', sentence: '$p is not a valid decimal number.' },
  isPositive: { name: 'isPositive', sentence: '$p must be a positive number' },
  isISO4217CurrencyCode: {
    name: 'isISO4217CurrencyCode',
    sentence: '$p must be a valid ISO4217 currency code',
  },
  isISO31661Alpha2: {
    name: 'isISO31661Alpha2',
    sentence: '$p must be a valid ISO31661 Alpha2 code',
  },
  arrayUnique: { name: 'arrayUnique', sentence: "All $p's elements must be unique" },
  whitelistValidation: { name: 'whitelistValidation', sentence: 'property $p should not exist' },
} as const satisfies Record<string, Rule>

/** `isEnum` with the values a field may have. */
export function isEnum(values: readonly unknown[]): Rule {
  return {
    name: 'isEnum',
    sentence: `$p must be one of the following values: ${values.join(', ')}`,
  }
}

/** `min`: the smallest value allowed, as number or decimal text. */
export function min(least: number | string): Rule {
  return { name: 'min', sentence: `$p must not be less than ${least}` }
}

/** `max`: the greatest value allowed, as number or decimal text. */
export function max(most: number | string): Rule {
  return { name: 'max', sentence: `$p must not be greater than ${most}` }
}

/** `minLength`, in characters (Unicode code points). */
export function minLength(least: number): Rule {
  return {
    name: 'minLength',
    sentence: `$p must be longer than or equal to ${least} characters`,
  }
}

/** `maxLength`, in characters (Unicode code points). */
export function maxLength(most: number): Rule {
  return {
    name: 'maxLength',
    sentence: `$p must be shorter than or equal to ${most} characters`,
  }
}

/** `matches`: the pattern the text has to have. */
export function matches(pattern: RegExp): Rule {
  return { name: 'matches', sentence: `$p must match ${pattern} regular expression` }
}

/** `arrayMinSize`: the fewest elements. */
export function arrayMinSize(least: number): Rule {
  return { name: 'arrayMinSize', sentence: `$p must contain at least ${least} elements` }
}

/** `arrayMaxSize`: the most elements. */
export function arrayMaxSize(most: number): Rule {
  return { name: 'arrayMaxSize', sentence: `$p must contain no more than ${most} elements` }
}

/** The rule as it reads for the elements of an array of scalars. */
export function eachValue(rule: Rule): Rule {
  return { name: rule.name, sentence: `each value in ${rule.sentence}` }
}

/** The rule as it reads for the keys of an object. */
export function eachKey(rule: Rule): Rule {
  return { name: rule.name, sentence: `each key in ${rule.sentence}` }
}
