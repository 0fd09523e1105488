import { addDays, addMonths, lastDayOfMonth } from '../../kernel/calendar.ts'
import { minor } from '../../kernel/money.ts'
import type { Chance } from './chance.ts'
import { BANK, credit, type DemoEntry, debit, journal, kroner } from './entry.ts'

/** How the company began: capital, a loan, furniture and machines. */
export function opening(date: string): DemoEntry[] {
  return [
    journal(date, 'Indskud af selskabskapital', [
      debit(BANK, kroner(400_000)),
      credit(6510, kroner(40_000)),
      credit(6540, kroner(360_000)),
    ]),
    journal(addDays(date, 1), 'Banklån udbetalt', [
      debit(BANK, kroner(500_000)),
      credit(7120, kroner(500_000)),
    ]),
    journal(addDays(date, 2), 'Inventar og maskiner', [
      debit(5570, kroner(150_000), 'I25'),
      credit(BANK, kroner(150_000)),
    ]),
  ]
}

/** Wages of three people at the month's end, and what is paid on for them in the next month. */
export function payroll(month: string): DemoEntry[] {
  const payday = lastDayOfMonth(month)
  const remittance = addDays(addMonths(month, 1), 9)
  return [
    journal(payday, 'Løn', [
      debit(2905, kroner(96_000)),
      debit(2910, kroner(7680)),
      debit(2898, kroner(594)),
      credit(7920, kroner(29_800)),
      credit(7940, kroner(7680)),
      credit(7960, kroner(891)),
      credit(8000, kroner(11_520)),
      credit(7860, kroner(54_383)),
    ]),
    journal(payday, 'Udbetaling af løn', [
      debit(7860, kroner(54_383)),
      credit(BANK, kroner(54_383)),
    ]),
    journal(remittance, 'A-skat, AM-bidrag, ATP og pension', [
      debit(7920, kroner(29_800)),
      debit(7940, kroner(7680)),
      debit(7960, kroner(891)),
      debit(8000, kroner(11_520)),
      credit(BANK, kroner(49_891)),
    ]),
  ]
}

/** What the month's end brings: depreciation, instalment and interest of the loan, the bank's fees. */
export function closing(month: string, chance: Chance): DemoEntry[] {
  const date = lastDayOfMonth(month)
  const fees = minor(BigInt(chance.between(4500, 19_500)))
  return [
    journal(date, 'Afskrivning, inventar', [debit(3050, kroner(2000)), credit(5602, kroner(2000))]),
    journal(date, 'Ydelse på banklån', [
      debit(7120, kroner(8000)),
      debit(3670, kroner(2100)),
      credit(BANK, kroner(10_100)),
    ]),
    journal(date, 'Bankgebyrer', [debit(2395, fees), credit(BANK, fees)]),
  ]
}
