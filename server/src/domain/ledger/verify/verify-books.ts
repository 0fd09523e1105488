import type { Context } from '../../../kernel/context.ts'
import { digitsOf } from '../journal/entry-input.ts'
import { type ChainEnd, ChainWalk } from './chain-walk.ts'
import type { Fault, FaultReason } from './fault.ts'
import {
  findControlAccounts,
  findStoredEntries,
  findWrongBalance,
  getStoredHead,
  liftStatementTimeout,
  type StoredHead,
  type WrongBalance,
} from './verify-queries.ts'

/** Where the books are wrong first: an entry, or what is kept beside the entries (`null`). */
export interface Broken {
  readonly chainPosition: number | null
  readonly entryId: string | null
  readonly reason: FaultReason
  readonly message: string
}

/** The outcome of a proof (ledger.md 12.4). */
export interface Verification {
  readonly ok: boolean
  readonly entries: number
  readonly headPosition: number
  readonly headHash: string
  readonly firstBroken: Broken | null
}

/** Entries that are in memory at a time. */
const BATCH_ENTRIES = 1_000

/**
 * Proves the company's books from the stored rows: the chain with every hash, number, balance,
 * party and link in its order, then the ledger's head and the kept balances. Wants a transaction of
 * one snapshot (`read`), so that postings go on meanwhile.
 * @param onProgress hears the chain position reached, every so often.
 */
export async function verifyBooks(
  ctx: Context,
  onProgress: (position: number) => void = () => {},
): Promise<Verification> {
  const { tx, company } = ctx
  liftStatementTimeout(tx)
  const [head, controls] = await Promise.all([
    getStoredHead(tx, company.id),
    findControlAccounts(tx, company.id),
  ])
  const walk = new ChainWalk({
    companyId: company.id,
    baseDigits: digitsOf(company.baseCurrency),
    controls: new Map(controls.map(({ accountId, party }) => [accountId, party])),
  })
  const broken =
    (await firstBrokenEntry(ctx, walk, onProgress)) ?? (await brokenBeside(ctx, head, walk))
  return {
    ok: broken === undefined,
    entries: Number(head.entries),
    headPosition: Number(head.position),
    headHash: head.hash,
    firstBroken: broken ?? null,
  }
}

async function firstBrokenEntry(
  ctx: Context,
  walk: ChainWalk,
  onProgress: (position: number) => void,
): Promise<Broken | undefined> {
  for (;;) {
    const { position } = walk
    const batch = await findStoredEntries(ctx.tx, ctx.company.id, position, BATCH_ENTRIES)
    for (const entry of batch) {
      const fault = walk.check(entry)
      const { chainPosition, id: entryId } = entry
      if (fault !== undefined) return { chainPosition, entryId, ...fault }
    }
    if (batch.length < BATCH_ENTRIES) return undefined
    onProgress(walk.position)
  }
}

async function brokenBeside(
  ctx: Context,
  head: StoredHead,
  end: ChainEnd,
): Promise<Broken | undefined> {
  const fault = headFault(head, end) ?? balanceFault(await findWrongBalance(ctx.tx, ctx.company.id))
  return fault && { chainPosition: null, entryId: null, ...fault }
}

/** Whether the head from which the next posting goes on is the end of the chain. */
export function headFault(head: StoredHead, end: ChainEnd): Fault | undefined {
  if (Number(head.position) !== end.position || head.hash !== end.hash) {
    const message =
      `The ledger's head stands at position ${head.position} with the hash ${head.hash}, ` +
      `the chain ends at ${end.position} with ${end.hash}.`
    return { reason: 'ledger_head', message }
  }
  const years = new Set([...Object.keys(head.entryNumbers), ...end.entryNumbers.keys()])
  for (const year of years) {
    const [kept, last] = [head.entryNumbers[year] ?? 0, end.entryNumbers.get(year) ?? 0]
    if (kept === last) continue
    const message = `The head counts ${kept} entries of fiscal year ${year}, there are ${last}.`
    return { reason: 'ledger_head', message }
  }
  return undefined
}

function balanceFault(wrong: WrongBalance | undefined): Fault | undefined {
  if (wrong === undefined) return undefined
  const { accountNumber, date, debit, credit, keptDebit, keptCredit } = wrong
  const message =
    `The kept balance of account ${accountNumber} on ${date} is debit ${keptDebit}, ` +
    `credit ${keptCredit}; its lines give ${debit} and ${credit} (minor units).`
  return { reason: 'account_balance', message }
}
