import { type BadRequest, CallerError, NotFound } from '../../../kernel/errors.ts'
import { isLocked } from '../journal/control-leg.ts'
import { type EntryInput, partyOf } from '../journal/entry.ts'
import type { EntryFacts } from '../journal/entry-facts.ts'
import { entryProblems, noControlLineSent } from '../journal/entry-rules.ts'
import { refused } from '../journal/errors.ts'
import { expandEntry, isComplete } from '../journal/expand-entry.ts'

/** A problem as answered. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly details: Record<string, unknown> | null
}

/** The API object of a problem. */
export function viewProblem({ code, message, details }: CallerError): Problem {
  return { code, message, details: details === undefined ? null : { ...details } }
}

/** Refuses what even a draft may not hold; `sent` is what this request brings, `whole` the draft with it. */
export function checkDraft(sent: EntryInput, whole: EntryInput, facts: EntryFacts): void {
  for (const problem of entryProblems(sent, facts)) {
    if (isUnknownReference(problem)) throw problem
  }
  const lineIndex = sent.lines.findIndex((line) => line.side === null && line.amount !== null)
  if (lineIndex !== -1) {
    const message = `Give line ${lineIndex} either a debit or a credit.`
    throw refused('JOURNAL_LINE_AMOUNT_INVALID', message, { lineIndex })
  }
  const problem = noControlLineSent(whole, facts)
  if (problem !== undefined) throw problem
}

function isUnknownReference(problem: CallerError): boolean {
  return problem instanceof NotFound || problem.code === 'JOURNAL_CATEGORY_NOT_FOUND'
}

/** What would stop booking now: missing things, then the rules in the order of ledger.md 6.3. */
export function bookingProblems(input: EntryInput, facts: EntryFacts): CallerError[] {
  const broken = [...entryProblems(input, facts)]
  // A line without an amount is told as missing it.
  const rules = broken.filter((problem) => problem.code !== 'JOURNAL_LINE_AMOUNT_INVALID')
  const problems = [...missing(input).map(incomplete), ...rules]
  return problems.length > 0 ? problems : expansionProblems(input, facts)
}

/** The properties without which nothing can be booked. */
function missing(input: EntryInput): string[] {
  const { entryType, apiVersion, lines } = input
  const properties: string[] = []
  if (input.date === null) properties.push('date')
  if (lines.length === 0) properties.push('lines')
  for (const [index, line] of lines.entries()) {
    if (line.accountId === null) properties.push(`lines.${index}.accountId`)
    if (line.amount === null) properties.push(`lines.${index}.debit`)
  }
  if (apiVersion === 2 && isLocked(entryType)) {
    const party = `${partyOf(entryType)}Id` as const
    if (input[party] === null) properties.push(party)
  }
  return properties
}

function incomplete(property: string): BadRequest {
  const wanted = property.endsWith('.debit') ? `${property} or credit` : property
  return refused('DRAFT_INCOMPLETE', `Add ${wanted} before booking.`, { property })
}

/** Some things only show when the entry is written out: a rounding line without an account for it. */
function expansionProblems(input: EntryInput, facts: EntryFacts): CallerError[] {
  if (!isComplete(input)) return []
  try {
    expandEntry(input, facts, { source: 'draft', sourceId: null })
    return []
  } catch (error) {
    if (error instanceof CallerError) return [error]
    throw error
  }
}
