import { addDays } from '../../kernel/calendar.ts'
import { minor } from '../../kernel/money.ts'
import type { Chance } from './chance.ts'
import { BANK, credit, type DemoEntry, debit } from './entry.ts'
import { CUSTOMERS, type DemoCustomer } from './parties.ts'

const BOOKED_ON = {
  domestic: { accounts: [1010, 1015], vatCode: 'U25' },
  eu: { accounts: [1150], vatCode: 'UEUY' },
  abroad: { accounts: [1200], vatCode: 'UUY' },
} as const
const INVOICES_A_MONTH = { domestic: 2, eu: 1, abroad: 1 } as const
/** Bounds of an invoice in minor units. */
const AMOUNTS: Readonly<Record<string, readonly [number, number]>> = {
  DKK: [150_000, 2_400_000],
  EUR: [40_000, 400_000],
  SEK: [200_000, 3_000_000],
  USD: [40_000, 400_000],
}
const TERMS_DAYS = 30

/** A month's invoices, each with the payment that comes about a month later. */
export function sales(month: string, chance: Chance): DemoEntry[] {
  const sold = CUSTOMERS.flatMap((customer) =>
    Array.from({ length: INVOICES_A_MONTH[customer.vatZone] }, () => customer),
  )
  return sold.flatMap((customer, index) => {
    const number = String(index + 1).padStart(2, '0')
    const reference = `F${month.slice(2, 4)}${month.slice(5, 7)}${number}`
    return sale(customer, addDays(month, chance.between(0, 27)), reference, chance)
  })
}

function sale(
  { vatZone, name: party, currency }: DemoCustomer,
  date: string,
  reference: string,
  chance: Chance,
): DemoEntry[] {
  const { accounts, vatCode } = BOOKED_ON[vatZone]
  const [least, most] = AMOUNTS[currency] ?? [0, 0]
  const amount = minor(BigInt(chance.between(least, most)))
  const dueDate = addDays(date, TERMS_DAYS)
  const paidOn = addDays(dueDate, chance.between(-9, 14))
  const common = { party, currency, reference, originalAmount: amount }
  return [
    {
      ...{ ...common, type: 'CUSTOMER_INVOICE', date, dueDate, description: `Salg, ${party}` },
      lines: [credit(chance.pick<number>(accounts), amount, vatCode)],
    },
    {
      ...{ ...common, type: 'CUSTOMER_PAYMENT', date: paidOn, dueDate: null },
      description: `Indbetaling, ${party}`,
      lines: [debit(BANK, amount)],
    },
  ]
}
