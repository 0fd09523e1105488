/** The chart and the VAT codes that every new company starts with, as records with fresh ids. */
import { uuidv7 } from '../../../../kernel/id.ts'
import type {
  Account,
  AccountClassification,
  ControlAccountType,
  Interval,
  LedgerType,
  SystemRole,
} from '../accounts/account.ts'
import type { VatBox, VatCode, VatPrinciple, VatType } from '../vat-codes/vat-code.ts'
import { CHART_TEXT } from './chart-text.ts'
import { VAT_CODES_TEXT } from './vat-codes-text.ts'

const TYPES: Readonly<Record<string, LedgerType>> = {
  B: 'HEADING_BREAK',
  H: 'HEADING',
  P: 'PROFIT_AND_LOSS',
  S: 'BALANCE_SHEET',
  T: 'TOTAL_FROM',
  I: 'TOTAL_INTERVALS',
}

const CLASSES: Readonly<Record<string, AccountClassification>> = {
  A: 'ASSET',
  L: 'LIABILITY',
  Q: 'EQUITY',
  R: 'REVENUE',
  E: 'EXPENSE',
}

const CONTROL_TYPES: Readonly<Record<string, ControlAccountType>> = {
  AR: 'ACCOUNTS_RECEIVABLE',
  AP: 'ACCOUNTS_PAYABLE',
}

/** An account of the chart with the spelling of its VAT code instead of an id, and no id yet. */
type SeedAccount = Omit<Account, 'id' | 'vatCodeId'> & { readonly vatCode: string }

/** A code with the numbers of its accounts instead of ids, and no id yet. */
type SeedVatCode = Omit<VatCode, 'id' | 'accountToBookId' | 'contraAccountToBookId'> & {
  readonly accountToBook: number
  readonly contraAccountToBook: number | null
}

function records(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('|'))
}

function interval(text: string): Interval {
  const [from, to] = text.split('-')
  return { from: Number(from), to: Number(to) }
}

function readAccount(fields: readonly string[]): SeedAccount {
  const [number = '', name = '', nameEn = '', code = '', group = ''] = fields
  const [publicNumber = '', vatCode = '', role = ''] = fields.slice(5)
  const ledgerType = TYPES[code.slice(0, 1)]
  if (ledgerType === undefined) throw new Error(`No account type in ${fields.join('|')}`)
  const totals = code.slice(1)
  const controlAccountType = CONTROL_TYPES[role] ?? null
  return {
    name,
    nameEn,
    accountNumber: Number(number),
    publicAccountId: Number(publicNumber === '' ? number : publicNumber),
    ledgerType,
    accountClassification: CLASSES[group] ?? null,
    controlAccountType,
    vatCode,
    systemRole: role === '' || controlAccountType !== null ? null : (role as SystemRole),
    totalFrom: ledgerType === 'TOTAL_FROM' ? Number(totals) : null,
    totalIntervals: ledgerType === 'TOTAL_INTERVALS' ? totals.split(',').map(interval) : null,
    isActive: true,
  }
}

function readVatCode(fields: readonly string[]): SeedVatCode {
  const [vatCode = '', name = '', nameEn = '', vatRate = '', type, principle] = fields
  const [book, contra = '', deductionRate = '100', ...boxes] = fields.slice(6)
  const [base = null, vat = null, contraBox = null] = boxes.map((box) => box || null)
  return {
    vatCode,
    name,
    nameEn,
    vatRate,
    type: type as VatType,
    principle: (principle === 'N' ? 'NET' : 'GROSS') satisfies VatPrinciple,
    accountToBook: Number(book),
    contraAccountToBook: contra === '' ? null : Number(contra),
    deductionRate,
    boxes: { base, vat, contra: contraBox } as Record<'base' | 'vat' | 'contra', VatBox | null>,
    isActive: true,
  }
}

const CHART = records(CHART_TEXT).map(readAccount)
const VAT_CODES = records(VAT_CODES_TEXT).map(readVatCode)

function idOf<Key>(ids: ReadonlyMap<Key, string>, key: Key): string {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`The seeded chart lacks ${String(key)}`)
  return id
}

/** What a new company starts with. */
export interface Chart {
  readonly accounts: readonly Account[]
  readonly vatCodes: readonly VatCode[]
}

/**
 * Annex A and the codes of ledger.md 4.2 with fresh ids. `name` is Danish in a Danish company and
 * English in any other, which starts with the same chart; `nameEn` is English in both.
 */
export function newChart(language: 'da' | 'en'): Chart {
  const accountIds = new Map(CHART.map((account) => [account.accountNumber, uuidv7()]))
  const vatCodeIds = new Map(VAT_CODES.map((code) => [code.vatCode, uuidv7()]))
  const named = <Named extends { name: string; nameEn: string | null }>(record: Named) =>
    language === 'da' ? record : { ...record, name: record.nameEn ?? record.name }
  return {
    accounts: CHART.map(({ vatCode, ...account }) => ({
      ...named(account),
      id: idOf(accountIds, account.accountNumber),
      vatCodeId: vatCode === '' ? null : idOf(vatCodeIds, vatCode),
    })),
    vatCodes: VAT_CODES.map(({ accountToBook, contraAccountToBook, ...code }) => ({
      ...named(code),
      id: idOf(vatCodeIds, code.vatCode),
      accountToBookId: idOf(accountIds, accountToBook),
      contraAccountToBookId:
        contraAccountToBook === null ? null : idOf(accountIds, contraAccountToBook),
    })),
  }
}
