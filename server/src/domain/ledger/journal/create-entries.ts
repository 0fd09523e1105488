import type { CompanyId, Context } from '../../../kernel/context.ts'
import { CallerError, type FieldError, ValidationFailed } from '../../../kernel/errors.ts'
import {
  type Call,
  type GroupOutcome,
  type Outcome,
  OWN_TRANSACTION,
} from '../../../platform/http/operation.ts'
import { readAttachments } from '../attachments/attachment.ts'
import type { EntryInput, PostedEntry } from './entry.ts'
import {
  type EntryFacts,
  findGroupFacts,
  findNamedFacts,
  holdTags,
  isPlain,
  type NamedFacts,
} from './entry-facts.ts'
import { entryInput } from './entry-input.ts'
import { entryProblems } from './entry-rules.ts'
import type { EntryBody } from './entry-schema.ts'
import { withDetails } from './errors.ts'
import { expandEntry, isComplete } from './expand-entry.ts'
import { type OpenLedger, openKeptLedgers, openLedger, type Posting } from './open-ledger.ts'
import { postEntries, postInLedgers } from './post-entries.ts'

/** One call that wants entries posted: all of them or none. */
export interface EntryRequest {
  readonly ctx: Context
  readonly apiVersion: 1 | 2
  readonly bodies: readonly EntryBody[]
  /** Whether errors name their place in a batch. */
  readonly isBatch: boolean
}

/** What a call sent, its shape checked to the last decimal. */
interface ReadRequest extends EntryRequest {
  readonly inputs: readonly EntryInput[]
  readonly files: readonly Posting['files'][]
}

/**
 * Posts the entries of many calls of one company in one transaction. A call that breaks a rule gets its error and
 * posts nothing; the others get their entries, numbered in the order of the calls.
 */
export async function createEntries(
  requests: readonly EntryRequest[],
): Promise<readonly Outcome<PostedEntry[]>[]> {
  const first = requests[0]
  if (first === undefined) return []
  const read = requests.map((request) => outcome(() => readRequest(request)))
  const inputs = read.flatMap((result) => ('value' in result ? result.value.inputs : []))
  holdTags(first.ctx, inputs)
  const [ledger, named] = await Promise.all([
    openLedger(first.ctx),
    findNamedFacts(first.ctx, inputs),
  ])
  const checked = read.map((result) =>
    'value' in result ? outcome(() => preparePostings(result.value, ledger, named)) : result,
  )
  return settle(checked, (postings) => postEntries(ledger, postings))
}

/**
 * The same for calls of several companies under the role that can only post. A call that needs more than that role
 * may see (tags, files, a rate, a new fiscal year, a set-up that changed) gets `OWN_TRANSACTION`.
 */
export async function createEntriesForCompanies(
  requests: readonly EntryRequest[],
): Promise<readonly GroupOutcome<PostedEntry[]>[]> {
  const first = requests[0]
  if (first === undefined) return []
  const { tx } = first.ctx
  const read = requests.map((request): GroupOutcome<ReadRequest> => {
    const result = outcome(() => readRequest(request))
    return 'error' in result || isGroupable(result.value) ? result : OWN_TRANSACTION
  })
  const inputs = new Map<CompanyId, EntryInput[]>()
  for (const result of read) {
    if (!('value' in result)) continue
    const { ctx, inputs: own } = result.value
    inputs.set(ctx.company.id, [...(inputs.get(ctx.company.id) ?? []), ...own])
  }
  const [ledgers, named] = await Promise.all([
    openKeptLedgers(tx, [...inputs.keys()]),
    findGroupFacts(tx, inputs),
  ])
  const checked = read.map((result): GroupOutcome<Posting[]> => {
    if (!('value' in result)) return result
    const { ctx, inputs: own } = result.value
    const ledger = ledgers.get(ctx.company.id)
    const facts = named.get(ctx.company.id)
    if (ledger === undefined || facts === undefined) return OWN_TRANSACTION
    if (!own.every(({ date }) => holdsDate(ledger.setup.years, date))) return OWN_TRANSACTION
    return outcome(() => preparePostings(result.value, ledger, facts))
  })
  return settle(checked, (postings) => postInLedgers(ledgers, postings))
}

/** Posts what passed and hands each call its entries, in the order of the calls. */
function settle<R extends GroupOutcome<Posting[]>>(
  checked: readonly R[],
  post: (postings: readonly Posting[]) => PostedEntry[],
): (Exclude<R, { readonly value: Posting[] }> | { readonly value: PostedEntry[] })[] {
  const posted = post(checked.flatMap((result) => ('value' in result ? result.value : [])))
  let next = 0
  return checked.map((result) => {
    if (!('value' in result)) return result as Exclude<R, { readonly value: Posting[] }>
    const start = next
    next += result.value.length
    return { value: posted.slice(start, next) }
  })
}

function isGroupable({ ctx, inputs, files }: ReadRequest): boolean {
  const { baseCurrency } = ctx.company
  if (files.some((ofEntry) => ofEntry !== undefined && ofEntry.length > 0)) return false
  return inputs.every((input) => isPlain(input, baseCurrency))
}

function holdsDate(
  years: readonly { readonly startDate: string; readonly endDate: string }[],
  date: string | null,
): boolean {
  return years.some(
    ({ startDate, endDate }) => date !== null && startDate <= date && date <= endDate,
  )
}

/** The single entries of calls of `POST /journal-entries`. */
export function singleEntries(
  calls: readonly Call<{ readonly body: EntryBody }>[],
  apiVersion: 1 | 2,
): EntryRequest[] {
  return calls.map(({ ctx, input }) => ({ ctx, apiVersion, bodies: [input.body], isBatch: false }))
}

/** The batches of calls of `POST /journal-entries/batch`. */
export function batches(
  calls: readonly Call<{ readonly body: { readonly entries: readonly EntryBody[] } }>[],
  apiVersion: 1 | 2,
): EntryRequest[] {
  return calls.map(({ ctx, input }) => {
    return { ctx, apiVersion, bodies: input.body.entries, isBatch: true }
  })
}

function readRequest(request: EntryRequest): ReadRequest {
  const { ctx, apiVersion, bodies, isBatch } = request
  const { baseCurrency } = ctx.company
  const failures: FieldError[] = []
  const inputs = bodies.map((body, index) => {
    const prefix = isBatch ? `entries.${index}.` : ''
    return entryInput(body, { apiVersion, baseCurrency, prefix }, failures)
  })
  if (failures.length > 0) throw new ValidationFailed(failures)
  const files = bodies.map((body, index) =>
    inBatch(request, index, () => readAttachments(body.attachments ?? [])),
  )
  return { ...request, inputs, files }
}

function preparePostings(
  request: ReadRequest,
  { head, setup }: OpenLedger,
  named: NamedFacts,
): Posting[] {
  const { ctx } = request
  const { baseCurrency } = ctx.company
  const today = ctx.clock.today()
  const facts: EntryFacts = {
    ...named,
    setup,
    baseCurrency,
    today,
    lockedThrough: head.lockedThrough,
  }
  return request.inputs.map((input, index) =>
    inBatch(request, index, () => {
      for (const problem of entryProblems(input, facts)) throw problem
      if (!isComplete(input)) throw new Error('an incomplete entry passed the rules')
      const entry = expandEntry(input, facts, { source: 'api', sourceId: null })
      return { ctx, entry, files: request.files[index] ?? [] }
    }),
  )
}

/** Runs one entry's part of a call; its errors name the entry's place in a batch. */
function inBatch<T>({ isBatch }: EntryRequest, entryIndex: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (isBatch && error instanceof CallerError) throw withDetails(error, { entryIndex })
    throw error
  }
}

/** The caller's errors as outcomes; ours are thrown on. */
function outcome<T>(work: () => T): Outcome<T> {
  try {
    return { value: work() }
  } catch (error) {
    if (error instanceof CallerError) return { error }
    throw error
  }
}
