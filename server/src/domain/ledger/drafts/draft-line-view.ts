import { z } from 'zod'
import { minor, minorNumber } from '../../../kernel/money.ts'
import { appendsControlLeg, controlAccountId, controlLeg } from '../journal/control-leg.ts'
import { type EntryInput, partyOf, type Side } from '../journal/entry.ts'
import type { EntryFacts } from '../journal/entry-facts.ts'
import { digitsOf } from '../journal/entry-input.ts'
import type { DraftContent } from './draft.ts'

const nullableUuid = z.uuid().nullable()
const nullableText = z.string().nullable()
const nullableNumber = z.number().nullable()

/** A line of a draft; the control line that booking appends is shown last. */
export const draftLineView = z
  .object({
    id: z.uuid(),
    lineNumber: z.int(),
    accountId: nullableUuid,
    accountNumber: z.int().nullable(),
    accountName: nullableText,
    debit: nullableNumber,
    credit: nullableNumber,
    vatCodeId: nullableUuid,
    vatCode: nullableText,
    customerId: nullableUuid,
    vendorId: nullableUuid,
    description: nullableText,
    tagIds: z.array(z.uuid()),
    hours: nullableNumber,
    generated: z.boolean(),
    lineKind: z.enum(['ENTRY', 'CONTROL']),
  })
  .meta({ id: 'DraftJournalLine' })

type LineView = z.input<typeof draftLineView>

/** The lines as sent, then the one that booking appends. */
export function viewLines(content: DraftContent, input: EntryInput, facts: EntryFacts): LineView[] {
  return [...sentLines(content, input, facts), ...controlLines(content, input, facts)]
}

function sentLines({ lines }: DraftContent, input: EntryInput, facts: EntryFacts): LineView[] {
  return input.lines.map((line, index) => ({
    id: lines[index]?.id ?? '',
    lineNumber: index + 1,
    ...accountNames(line.accountId, facts),
    ...sides(line.side, line.amount, input.currency),
    vatCodeId: line.vatCodeId,
    vatCode: facts.setup.vatCodes.get(line.vatCodeId ?? '')?.code ?? null,
    customerId: line.customerId,
    vendorId: line.vendorId,
    description: line.description,
    tagIds: [...line.tagIds],
    hours: line.hours === null ? null : Number(line.hours),
    generated: false,
    lineKind: 'ENTRY',
  }))
}

/** The leg that booking appends, once its party and amount are known (ledger.md 6.4). */
function controlLines(
  { controlLineId }: DraftContent,
  input: EntryInput,
  facts: EntryFacts,
): LineView[] {
  const { originalAmount, lines } = input
  const accountId = controlAccountId(input, facts)
  if (!appendsControlLeg(input) || accountId === undefined) return []
  if (originalAmount === null || originalAmount === 0n) return []
  const { side, amount } = controlLeg(input.entryType, originalAmount)
  const isCustomer = partyOf(input.entryType) === 'customer'
  return [
    {
      id: controlLineId,
      lineNumber: lines.length + 1,
      ...accountNames(accountId, facts),
      ...sides(side, amount, input.currency),
      vatCodeId: null,
      vatCode: null,
      customerId: isCustomer ? input.customerId : null,
      vendorId: isCustomer ? null : input.vendorId,
      description: null,
      tagIds: [],
      hours: null,
      generated: true,
      lineKind: 'CONTROL',
    },
  ]
}

function accountNames(accountId: string | null, { setup }: EntryFacts) {
  const account = accountId === null ? undefined : setup.accounts.get(accountId)
  return { accountId, accountNumber: account?.number ?? null, accountName: account?.name ?? null }
}

function sides(side: Side | null, amount: bigint | null, currency: string) {
  const shown = amount === null ? null : minorNumber(minor(amount), digitsOf(currency))
  return { debit: side === 'D' ? shown : null, credit: side === 'C' ? shown : null }
}
