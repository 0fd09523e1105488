import type { CallerError, NotFound } from '../../../kernel/errors.ts'
import { tagProblem } from '../dimensions/index.ts'
import { missingYears } from '../years/fiscal-year.ts'
import { postingRefusal } from '../years/period-lock.ts'
import { balanceProblem, EXACT_DIGITS_MAX } from './balance-rule.ts'
import { appendsControlLeg, controlAccountId, partyIdOf } from './control-leg.ts'
import { type EntryInput, type LineInput, partyOf } from './entry.ts'
import { type EntryFacts, rateKey } from './entry-facts.ts'
import { refused, unknownReference } from './errors.ts'

/** One rule of ledger.md 6.3: the error of the first place that breaks it. */
type EntryRule = (entry: EntryInput, facts: EntryFacts) => CallerError | undefined

/**
 * Everything that keeps an entry from being posted, in the order of ledger.md 6.3. A rule that needs what an
 * earlier one found missing stays silent.
 */
export function* entryProblems(entry: EntryInput, facts: EntryFacts): Generator<CallerError> {
  for (const rule of RULES) {
    const problem = rule(entry, facts)
    if (problem !== undefined) yield problem
  }
}

const knownReferences: EntryRule = (entry, { setup, customers, vendors, tags }) => {
  const missing = (named: EntryInput | LineInput, lineIndex?: number): NotFound | undefined => {
    const { customerId, vendorId, tagIds } = named
    if (customerId !== null && !customers.has(customerId)) {
      return unknownReference('CUSTOMER', customerId, lineIndex)
    }
    if (vendorId !== null && !vendors.has(vendorId)) {
      return unknownReference('VENDOR', vendorId, lineIndex)
    }
    const tag = tagIds.find((id) => !tags.has(id))
    return tag === undefined ? undefined : unknownReference('DIMENSION_VALUE', tag, lineIndex)
  }
  const problem = missing(entry)
  if (problem !== undefined) return problem
  const { journalCategoryId } = entry
  if (journalCategoryId !== null && !setup.categories.has(journalCategoryId)) {
    const message = `There is no journal category ${journalCategoryId} in this company.`
    return refused('JOURNAL_CATEGORY_NOT_FOUND', message, { journalCategoryId })
  }
  return firstOfLines(entry, (line, index) => {
    const { accountId, vatCodeId } = line
    if (accountId !== null && !setup.accounts.has(accountId)) {
      return unknownReference('LEDGER', accountId, index)
    }
    if (vatCodeId !== null && !setup.vatCodes.has(vatCodeId)) {
      return unknownReference('VAT_CODE', vatCodeId, index)
    }
    return missing(line, index)
  })
}

const oneSidePerLine: EntryRule = (entry) =>
  firstOfLines(entry, (line, lineIndex) => {
    // In a draft a line may still lack its amount: that is told as DRAFT_INCOMPLETE.
    if (line.side !== null) return undefined
    const message = `Give line ${lineIndex} either a debit or a credit.`
    return refused('JOURNAL_LINE_AMOUNT_INVALID', message, { lineIndex })
  })

const originalAmountGiven: EntryRule = (entry) => {
  if (!appendsControlLeg(entry)) return undefined
  if (entry.originalAmount !== null && entry.originalAmount !== 0n) return undefined
  const message = `originalAmount must be given and not 0 for ${entry.entryType}.`
  return refused('ORIGINAL_AMOUNT_REQUIRED', message)
}

const onePartyOnly: EntryRule = (entry) => {
  if (!appendsControlLeg(entry)) return undefined
  const other = partyOf(entry.entryType) === 'customer' ? 'vendorId' : 'customerId'
  if (entry[other] === null) return undefined
  const message = `Leave out ${other}: ${entry.entryType} concerns the other party.`
  return refused('JOURNAL_COUNTERPARTY_MISMATCH', message, { property: other })
}

const usableAccounts: EntryRule = (entry, { setup }) =>
  firstOfLines(entry, ({ accountId, vatCodeId }, lineIndex) => {
    const account = accountId === null ? undefined : setup.accounts.get(accountId)
    const vatCode = vatCodeId === null ? undefined : setup.vatCodes.get(vatCodeId)
    if (account?.isPostable === false) {
      const message = `Account ${account.number} is a heading or total; post on another.`
      return refused('LEDGER_NOT_POSTABLE', message, { lineIndex, accountId })
    }
    if (account?.isActive === false) {
      const message = `Account ${account.number} is inactive; activate it or post on another.`
      return refused('LEDGER_INACTIVE', message, { lineIndex, accountId })
    }
    if (vatCode?.isActive === false) {
      const message = `VAT code ${vatCode.code} is inactive.`
      return refused('VAT_CODE_INACTIVE', message, { lineIndex, vatCodeId })
    }
    for (const id of [vatCode?.accountToBookId, vatCode?.contraAccountToBookId]) {
      const booked = id == null ? undefined : setup.accounts.get(id)
      if (booked === undefined || booked.isActive) continue
      const message = `Account ${booked.number} of VAT code ${vatCode?.code} is inactive.`
      return refused('LEDGER_INACTIVE', message, { lineIndex, accountId: booked.id })
    }
    return undefined
  })

/** Draft and entry alike: no line may sit on the account that the control leg is booked on. */
export const noControlLineSent: EntryRule = (entry, facts) => {
  const controlId = controlAccountId(entry, facts)
  if (controlId === undefined) return undefined
  return firstOfLines(entry, ({ accountId }, lineIndex) => {
    if (accountId !== controlId) return undefined
    const message = `Leave out line ${lineIndex}: the server books the line on this account itself.`
    return refused('JOURNAL_CONTROL_LINE_NOT_ALLOWED', message, { lineIndex, accountId })
  })
}

const usableControlAccount: EntryRule = (entry, facts) => {
  const id = controlAccountId(entry, facts)
  const account = id === undefined ? undefined : facts.setup.accounts.get(id)
  if (account === undefined || !appendsControlLeg(entry)) return undefined
  const party = partyOf(entry.entryType)
  if (account.isActive && account.isPostable && account.controls === party) return undefined
  const message = `Account ${account.number} of the ${party}'s group cannot be posted on.`
  return refused('CONTROL_ACCOUNT_INVALID', message, { accountId: account.id })
}

const controlLinesNameParty: EntryRule = (entry, { setup }) =>
  firstOfLines(entry, (line, lineIndex) => {
    const account = line.accountId === null ? undefined : setup.accounts.get(line.accountId)
    const party = account?.controls
    if (party == null || partyIdOf(entry, line, party) !== null) return undefined
    const code =
      party === 'customer' ? 'JOURNAL_LINE_CUSTOMER_REQUIRED' : 'JOURNAL_LINE_VENDOR_REQUIRED'
    const message = `Line ${lineIndex} is on account ${account?.number}: give its ${party}Id.`
    return refused(code, message, { lineIndex, accountId: line.accountId })
  })

const noVatOnControlLines: EntryRule = (entry, { setup }) =>
  firstOfLines(entry, ({ accountId, vatCodeId }, lineIndex) => {
    const account = accountId === null ? undefined : setup.accounts.get(accountId)
    if (vatCodeId === null || account?.controls == null) return undefined
    const message = `Line ${lineIndex} is on a control account and cannot carry a VAT code.`
    return refused('JOURNAL_LINE_VAT_NOT_ALLOWED', message, { lineIndex, vatCodeId })
  })

const typeFitsCategory: EntryRule = ({ entryType, journalCategoryId }, { setup }) => {
  const category = setup.categories.get(journalCategoryId ?? setup.defaultCategoryId)
  if (category === undefined || category.allowedTypes.has(entryType)) return undefined
  const message = `The journal category does not take entries of type ${entryType}.`
  return refused('JOURNAL_TYPE_NOT_ALLOWED', message, {
    journalCategoryId: category.id,
    entryType,
  })
}

const usableTags: EntryRule = ({ tagIds, lines }, { tags }) =>
  tagProblem(
    tags,
    tagIds,
    lines.map((line) => line.tagIds),
  )

const knownRate: EntryRule = ({ currency, date, exchangeRate }, { baseCurrency, rates }) => {
  if (currency === baseCurrency) {
    if (exchangeRate === null || exchangeRate === '1') return undefined
    const message = `The rate of the base currency ${currency} is always 1.`
    return refused('EXCHANGE_RATE_INVALID', message, { currency, exchangeRate })
  }
  if (date === null && exchangeRate === null) return undefined
  const rate = exchangeRate ?? rates.get(rateKey(currency, date ?? ''))
  if (rate === undefined) {
    const message = `There is no rate for ${currency} on or before ${date}; send exchangeRate.`
    return refused('EXCHANGE_RATE_MISSING', message, { currency, date })
  }
  // The answer's JSON number has to show the rate as it is hashed.
  if (rate.replace('.', '').replace(/^0+/, '').length <= EXACT_DIGITS_MAX) return undefined
  const message = `The rate ${rate} has more than ${EXACT_DIGITS_MAX} digits that count; round it.`
  return refused('EXCHANGE_RATE_INVALID', message, { currency, exchangeRate: rate })
}

const openPeriod: EntryRule = ({ date }, facts) => {
  if (date === null) return undefined
  return dateProblem(date, facts)
}

/** Why nothing can be posted on a day: a lock, a closed year, or no year that could hold it. */
export function dateProblem(date: string, facts: DateFacts): CallerError | undefined {
  const { setup, lockedThrough, today } = facts
  const closedThrough = setup.years.findLast((year) => year.isClosed)?.endDate ?? null
  const refusal = postingRefusal({ date, lockedThrough, closedThrough })
  if (refusal !== undefined) return refusal
  if (setup.years.some((year) => year.startDate <= date && date <= year.endDate)) return undefined
  if (missingYears(setup.years, date, today, setup.fiscalYearStartMonth) !== undefined)
    return undefined
  const message = `No fiscal year can hold ${date}: it is too far from today.`
  return refused('FISCAL_YEAR_NOT_FOUND', message, { date })
}

type DateFacts = Pick<EntryFacts, 'setup' | 'lockedThrough' | 'today'>

const RULES: readonly EntryRule[] = [
  knownReferences,
  oneSidePerLine,
  originalAmountGiven,
  onePartyOnly,
  usableAccounts,
  noControlLineSent,
  usableControlAccount,
  controlLinesNameParty,
  noVatOnControlLines,
  typeFitsCategory,
  usableTags,
  knownRate,
  openPeriod,
  balanceProblem,
]

function firstOfLines(
  entry: EntryInput,
  problemOf: (line: LineInput, index: number) => CallerError | undefined,
): CallerError | undefined {
  for (const [index, line] of entry.lines.entries()) {
    const problem = problemOf(line, index)
    if (problem !== undefined) return problem
  }
  return undefined
}
