import type { Context } from '../../../kernel/context.ts'
import { CallerError, type FieldError, ValidationFailed } from '../../../kernel/errors.ts'
import type { Call, Outcome } from '../../../platform/http/operation.ts'
import { readAttachments } from '../attachments/attachment.ts'
import type { EntryInput, PostedEntry } from './entry.ts'
import { type EntryFacts, findNamedFacts } from './entry-facts.ts'
import { entryInput } from './entry-input.ts'
import { entryProblems } from './entry-rules.ts'
import type { EntryBody } from './entry-schema.ts'
import { withDetails } from './errors.ts'
import { expandEntry, isComplete } from './expand-entry.ts'
import { type OpenLedger, openLedger, type Posting, postEntries } from './post-entries.ts'

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
 * Posts the entries of many calls in one transaction. A call that breaks a rule gets its error and posts nothing;
 * the others get their entries, numbered in the order of the calls.
 */
export async function createEntries(
  requests: readonly EntryRequest[],
): Promise<readonly Outcome<PostedEntry[]>[]> {
  const first = requests[0]
  if (first === undefined) return []
  const read = requests.map((request) => outcome(() => readRequest(request)))
  const inputs = read.flatMap((result) => ('value' in result ? result.value.inputs : []))
  const [ledger, named] = await Promise.all([
    openLedger(first.ctx),
    findNamedFacts(first.ctx, inputs),
  ])
  const checked = read.map((result) =>
    'error' in result ? result : outcome(() => preparePostings(result.value, ledger, named)),
  )
  const postings = checked.flatMap((result) => ('value' in result ? result.value : []))
  const posted = postEntries(ledger, postings)
  let next = 0
  return checked.map((result) => {
    if ('error' in result) return result
    const start = next
    next += result.value.length
    return { value: posted.slice(start, next) }
  })
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
  named: Awaited<ReturnType<typeof findNamedFacts>>,
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
