import { addDays } from '../../kernel/calendar.ts'
import { minor } from '../../kernel/money.ts'
import type { Chance } from './chance.ts'
import { BANK, credit, type DemoEntry, debit } from './entry.ts'
import { type DemoVendor, VENDORS } from './parties.ts'

const TERMS_DAYS = 14
const MINOR_UNITS = 100

/** A month's invoices from every vendor, each with its payment when it is due. */
export function purchases(month: string, chance: Chance): DemoEntry[] {
  return VENDORS.flatMap((vendor, index) => {
    const number = String(index + 1).padStart(2, '0')
    const reference = `${month.slice(0, 4)}${month.slice(5, 7)}-${number}`
    return purchase(vendor, addDays(month, chance.between(0, 24)), reference, chance)
  })
}

function purchase(
  { name: party, currency, account, vatCode, amounts, text }: DemoVendor,
  date: string,
  reference: string,
  chance: Chance,
): DemoEntry[] {
  const [least, most] = amounts
  const amount = minor(BigInt(chance.between(least * MINOR_UNITS, most * MINOR_UNITS)))
  const dueDate = addDays(date, TERMS_DAYS)
  const common = { party, currency, reference, originalAmount: amount }
  return [
    {
      ...{ ...common, type: 'SUPPLIER_INVOICE', date, dueDate, description: text },
      lines: [debit(account, amount, vatCode)],
    },
    {
      ...{ ...common, type: 'SUPPLIER_PAYMENT', date: dueDate, dueDate: null },
      description: `Betaling, ${party}`,
      lines: [credit(BANK, amount)],
    },
  ]
}
