import { currencyDigits } from '../../../kernel/currency.ts'
import type { FieldError } from '../../../kernel/errors.ts'
import { isWithinMoneyLimit, parseMinor } from '../../../kernel/money.ts'
import { max, rules } from '../../../platform/http/fields.ts'
import { failure } from '../../../platform/http/validation.ts'
import type { EntryInput, LineInput } from './entry.ts'
import type { EntryBody, LineBody } from './entry-schema.ts'

/** Where a body stands in its request and what its amounts default to. */
export interface BodyPlace {
  readonly apiVersion: 1 | 2
  readonly baseCurrency: string
  /** Prefix of failing properties: empty, or `entries.<i>.` in a batch. */
  readonly prefix: string
}

/** Decimals of a currency; the schemas let only known ones in. */
export function digitsOf(currency: string): number {
  const digits = currencyDigits(currency)
  if (digits === undefined) throw new RangeError(`unknown currency ${currency}`)
  return digits
}

/**
 * A parsed body as the rules see it, amounts in minor units of its currency. Amounts with more decimals than the
 * currency has are collected in `failures` (`isDecimal`), never rounded.
 */
export function entryInput(
  body: EntryBody,
  { apiVersion, baseCurrency, prefix }: BodyPlace,
  failures: FieldError[],
): EntryInput {
  const currency = body.currency ?? baseCurrency
  const digits = digitsOf(currency)
  const read = (value: string | null | undefined, property: string): bigint | null => {
    if (value == null) return null
    const amount = parseMinor(value, digits)
    if (amount === undefined) failures.push(failure(prefix + property, rules.isDecimal))
    else if (!isWithinMoneyLimit(amount, digits)) {
      failures.push(failure(prefix + property, max('9999999999999')))
    }
    return amount ?? null
  }
  return {
    apiVersion,
    entryType: body.entryType ?? body.journalType ?? 'JOURNAL_ENTRY',
    date: body.date ?? null,
    originalAmount: read(body.originalAmount, 'originalAmount'),
    lines: (body.lines ?? []).map((line, index) => lineInput(line, index, read)),
    customerId: body.customerId ?? null,
    vendorId: body.vendorId ?? null,
    description: body.description ?? null,
    reference: body.reference ?? null,
    externalSystemId: body.externalSystemId ?? null,
    currency,
    exchangeRate: body.exchangeRate ?? null,
    dueDate: body.dueDate ?? null,
    tagIds: distinct(body.tagIds),
    journalCategoryId: body.journalCategoryId ?? null,
  }
}

function lineInput(
  body: LineBody,
  index: number,
  read: (value: string | null | undefined, property: string) => bigint | null,
): LineInput {
  const debit = read(body.debit, `lines.${index}.debit`)
  const credit = read(body.credit, `lines.${index}.credit`)
  const isBoth = debit !== null && credit !== null
  return {
    accountId: body.accountId ?? null,
    // Both sides sent: an amount without a side, which a rule refuses.
    side: isBoth ? null : debit !== null ? 'D' : credit !== null ? 'C' : null,
    amount: debit ?? credit,
    vatCodeId: body.vatCodeId ?? null,
    description: body.description ?? null,
    customerId: body.customerId ?? null,
    vendorId: body.vendorId ?? null,
    tagIds: distinct(body.tagIds),
    hours: body.hours ?? null,
  }
}

function distinct(ids: readonly string[] | null | undefined): readonly string[] {
  return ids == null || ids.length === 0 ? [] : [...new Set(ids)]
}
