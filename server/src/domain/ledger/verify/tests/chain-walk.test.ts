import { describe, expect, test } from 'vitest'
import type { EntryLine } from '../../journal/entry.ts'
import { entryHash, entryHashText, GENESIS_HASH } from '../../journal/entry-hash.ts'
import { ChainWalk } from '../chain-walk.ts'
import type { StoredEntry, StoredLine } from '../stored-entry.ts'
import { headFault } from '../verify-books.ts'

const SCOPE = {
  companyId: '01920000-0000-7000-8000-000000000001',
  baseDigits: 2,
  controls: new Map([['receivable', 'customer'] as const]),
}

function line(
  accountId: string,
  side: 'D' | 'C',
  amount: bigint,
  more: Partial<EntryLine> = {},
): Omit<StoredLine, 'lineNumber'> {
  return {
    ...{ accountId, side, amount, baseAmount: amount, lineKind: 'ENTRY', generated: false },
    ...{ sourceLineIndex: null, vatCodeId: null, vatRate: null, vatBase: null, vatAmount: null },
    ...{ customerId: null, vendorId: null, description: null, tagIds: [], hours: null },
    ...{ date: '2026-01-15', yearEnd: false },
    ...more,
  }
}

/** A sound entry at a position, with what is changed before it gets its hash. */
function entry(chainPosition: number, previousHash: string, more: Partial<StoredEntry> = {}) {
  const sound: StoredEntry = {
    ...{ id: `entry-${chainPosition}`, chainPosition, previousHash, fiscalYearId: '2026' },
    ...{ entryNumber: chainPosition, entryType: 'JOURNAL_ENTRY', source: 'api' },
    ...{ date: '2026-01-15', dueDate: null, postedAt: '2026-01-15T09:30:00.000Z' },
    ...{ currency: 'DKK', exchangeRate: '1.0000000000', originalAmount: null },
    ...{ customerId: null, vendorId: null, journalCategoryId: 'category', description: null },
    ...{ tagIds: [], reversalOfId: null, reversedById: null, originalReversedById: null },
    ...{ reversalReversalOfId: null, lineCount: 2, files: [], entryHash: '' },
    lines: [
      { ...line('bank', 'D', 100n), lineNumber: 1 },
      { ...line('receivable', 'C', 100n, { customerId: 'customer' }), lineNumber: 2 },
    ],
    ...more,
  }
  return {
    ...sound,
    entryHash: entryHash(entryHashText(sound, sound.files, { ...SCOPE, digits: 2 })),
  }
}

const first = entry(1, GENESIS_HASH)

function walked(second: StoredEntry) {
  const walk = new ChainWalk(SCOPE)
  expect(walk.check(first)).toBeUndefined()
  return { fault: walk.check(second), walk }
}

describe('the walk along the chain', () => {
  test('finds nothing in sound entries and ends at the last', () => {
    const second = entry(2, first.entryHash)
    const { fault, walk } = walked(second)
    expect(fault).toBeUndefined()
    expect(walk.position).toBe(2)
    expect(walk.hash).toBe(second.entryHash)
    expect(walk.entryNumbers).toEqual(new Map([['2026', 2]]))
  })

  const [bank, receivable] = first.lines
  if (bank === undefined || receivable === undefined) throw new Error('two lines')
  test.each<[string, string, Partial<StoredEntry>]>([
    ['a gap', 'chain_position', { chainPosition: 3 }],
    ['a broken link', 'previous_hash', { previousHash: GENESIS_HASH }],
    ['a missing line', 'lines', { lines: [bank] }],
    ['a line of another day', 'lines', { lines: [bank, { ...receivable, date: '2026-01-16' }] }],
    ['a line kept as closing', 'lines', { lines: [bank, { ...receivable, yearEnd: true }] }],
    ['an amount', 'unbalanced', { lines: [bank, { ...receivable, amount: 101n }] }],
    ['a base amount', 'unbalanced', { lines: [bank, { ...receivable, baseAmount: 99n }] }],
    ['a number left out', 'entry_number', { entryNumber: 3 }],
    ['a number twice', 'entry_number', { entryNumber: 1 }],
    ['a control line', 'control_party', { lines: [bank, { ...receivable, customerId: null }] }],
    ['an original that denies', 'reversal_link', { reversalOfId: 'entry-1' }],
    ['a reversal that denies', 'reversal_link', { reversedById: 'entry-1' }],
  ])('names %s: %s', (_, reason, change) => {
    expect(walked(entry(2, first.entryHash, change)).fault).toMatchObject({ reason })
  })

  test.each<[string, Partial<StoredEntry>]>([
    ['the hash', { entryHash: GENESIS_HASH }],
    ['a description', { description: 'changed' }],
    ['a currency nobody knows', { currency: 'XTS' }],
    [
      'a file',
      { files: [{ fileName: 'a.pdf', mimeType: 'application/pdf', size: 1, sha256: '' }] },
    ],
  ])('finds %s changed after the hash was made', (_, change) => {
    const second = { ...entry(2, first.entryHash), ...change }
    expect(walked(second).fault).toMatchObject({ reason: 'entry_hash' })
  })

  test('numbers start anew with each fiscal year', () => {
    const second = entry(2, first.entryHash, { fiscalYearId: '2027', entryNumber: 1 })
    expect(walked(second).fault).toBeUndefined()
  })
})

describe('the head of the ledger', () => {
  const end = { position: 2, hash: 'ab', entryNumbers: new Map([['2026', 2]]) }
  const head = { entries: 2n, position: 2n, hash: 'ab', entryNumbers: { '2026': 2 } }

  test('agrees with the end of the chain', () => {
    expect(headFault(head, end)).toBeUndefined()
  })
  test.each([
    ['position', { position: 3n }],
    ['hash', { hash: 'cd' }],
    ['number', { entryNumbers: { '2026': 3 } }],
    ['year', { entryNumbers: { '2026': 2, '2027': 1 } }],
    ['missing year', { entryNumbers: {} }],
  ])('is at fault with another %s', (_, change) => {
    expect(headFault({ ...head, ...change }, end)).toMatchObject({ reason: 'ledger_head' })
  })
})
