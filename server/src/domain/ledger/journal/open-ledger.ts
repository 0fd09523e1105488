import type { CompanyId, Context, Transaction } from '../../../kernel/context.ts'
import type { AttachmentFile } from '../attachments/attachment.ts'
import { keptSetup, type LedgerSetup, ledgerSetup } from '../setup/ledger-setup.ts'
import type { EntryFile, UnpostedEntry } from './entry.ts'
import { type LedgerHead, lockHeads } from './journal-queries.ts'

/** A company's ledger, locked for a posting until the transaction ends. */
export interface OpenLedger {
  readonly head: LedgerHead
  readonly setup: LedgerSetup
}

/** Locks the company's ledger and reads its set-up: every check of a posting stands on this. */
export async function openLedger(ctx: Context): Promise<OpenLedger> {
  const [head] = await lockHeads(ctx.tx, [ctx.company.id])
  if (head === undefined) throw new Error(`company ${ctx.company.id} has no ledger`)
  return { head, setup: await ledgerSetup(ctx.tx, ctx.company.id, head.setupVersion) }
}

/** Locks the ledgers of several companies; only those whose set-up is in memory can be posted to. */
export async function openKeptLedgers(
  tx: Transaction,
  companies: readonly CompanyId[],
): Promise<ReadonlyMap<CompanyId, OpenLedger>> {
  const heads = await lockHeads(tx, companies)
  const open = heads.flatMap((head) => {
    const setup = keptSetup(head.companyId, head.setupVersion)
    return setup === undefined ? [] : [[head.companyId, { head, setup }] as const]
  })
  return new Map(open)
}

/** One entry to be posted for one call; calls of a group share the transaction. */
export interface Posting {
  readonly ctx: Context
  readonly entry: UnpostedEntry
  /** Files to store with the entry, in the order sent. */
  readonly files?: readonly AttachmentFile[]
  /** Files that are stored already, with the draft that is booked. */
  readonly storedFiles?: readonly EntryFile[]
}
