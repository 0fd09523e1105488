import type { Context } from '../../../kernel/context.ts'
import type { EntryInput } from '../journal/entry.ts'
import { type EntryFacts, findNamedFacts, holdTags } from '../journal/entry-facts.ts'
import type { OpenLedger } from '../journal/open-ledger.ts'
import { ledgerSetup } from '../setup/ledger-setup.ts'
import { findLedgerState } from './draft-queries.ts'

/** What the rules must know of drafts, as it is now; nothing is locked, since nothing is posted. */
export async function draftFacts(ctx: Context, inputs: readonly EntryInput[]): Promise<EntryFacts> {
  const { tx, company } = ctx
  const [{ setupVersion, lockedThrough }, named] = await Promise.all([
    findLedgerState(tx, company.id),
    findNamedFacts(ctx, inputs),
  ])
  const setup = await ledgerSetup(tx, company.id, setupVersion)
  const { baseCurrency } = company
  return { ...named, setup, baseCurrency, today: ctx.clock.today(), lockedThrough }
}

/** The same for drafts that are about to be stored: their tags stay until the transaction ends. */
export async function storableFacts(
  ctx: Context,
  inputs: readonly EntryInput[],
): Promise<EntryFacts> {
  holdTags(ctx, inputs)
  return await draftFacts(ctx, inputs)
}

/** The same under the ledger's lock, for booking. */
export async function lockedFacts(
  ctx: Context,
  { head, setup }: OpenLedger,
  input: EntryInput,
): Promise<EntryFacts> {
  holdTags(ctx, [input])
  const named = await findNamedFacts(ctx, [input])
  const { baseCurrency } = ctx.company
  const { lockedThrough } = head
  return { ...named, setup, baseCurrency, today: ctx.clock.today(), lockedThrough }
}
