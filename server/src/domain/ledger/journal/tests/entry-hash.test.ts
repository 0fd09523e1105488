import { describe, expect, test } from 'vitest'
import type { EntryLine } from '../entry.ts'
import { entryHash, entryHashText, GENESIS_HASH, type HashedEntry } from '../entry-hash.ts'

const id = (tail: string) => `01920000-0000-7000-8000-${tail.padStart(12, '0')}`
const VAT_CODE = id('25')

const bare: EntryLine = {
  ...{ accountId: id('6480'), side: 'C', amount: 0n, baseAmount: 0n, lineKind: 'ENTRY' },
  ...{ generated: false, sourceLineIndex: null, vatCodeId: null, vatRate: null, vatBase: null },
  ...{ vatAmount: null, customerId: null, vendorId: null, description: null, tagIds: [] },
  hours: null,
}

const vector: HashedEntry = {
  ...{ id: id('aa'), fiscalYearId: id('f1'), entryNumber: 1, chainPosition: 1 },
  ...{ previousHash: GENESIS_HASH, entryType: 'JOURNAL_ENTRY', source: 'api' },
  ...{ date: '2026-01-15', dueDate: null, postedAt: '2026-01-15T09:30:00.000Z' },
  ...{ currency: 'DKK', exchangeRate: '1', originalAmount: null, customerId: null },
  ...{ vendorId: null, journalCategoryId: id('c1'), description: 'Kontorartikler æøå' },
  ...{ tagIds: [], reversalOfId: null },
  lines: [
    {
      ...{ ...bare, accountId: id('2450'), side: 'D', amount: 7999n, baseAmount: 7999n },
      ...{ vatCodeId: VAT_CODE, vatRate: '25', vatBase: 7999n, vatAmount: 2000n },
    },
    { ...bare, amount: 9999n, baseAmount: 9999n, description: 'Kort' },
    {
      ...{ ...bare, accountId: id('7740'), side: 'D', amount: 2000n, baseAmount: 2000n },
      ...{ lineKind: 'VAT', generated: true, sourceLineIndex: 0, vatCodeId: VAT_CODE },
    },
  ],
}

const scope = { companyId: id('1'), baseDigits: 2, digits: 2 }

/** Copied from the contract, byte for byte. */
const VECTOR_TEXT =
  '["ledgerbee-entry-1","01920000-0000-7000-8000-000000000001",1,"0000000000000000000000000000000000000000000000000000000000000000","01920000-0000-7000-8000-0000000000aa","01920000-0000-7000-8000-0000000000f1",1,"JOURNAL_ENTRY","api","2026-01-15",null,"2026-01-15T09:30:00.000Z","DKK","1",null,null,null,"01920000-0000-7000-8000-0000000000c1","Kontorartikler æøå",[],null,[["01920000-0000-7000-8000-000000002450","D","79.99","79.99","ENTRY",null,"01920000-0000-7000-8000-000000000025","25","79.99","20.00",null,null,null,[],null],["01920000-0000-7000-8000-000000006480","C","99.99","99.99","ENTRY",null,null,null,null,null,null,null,"Kort",[],null],["01920000-0000-7000-8000-000000007740","D","20.00","20.00","VAT",0,"01920000-0000-7000-8000-000000000025",null,null,null,null,null,null,[],null]],[]]'

describe('the hash (ledger.md 8)', () => {
  test('vector of example 9: 799 bytes, and their SHA-256', () => {
    const text = entryHashText(vector, [], scope)
    expect(text).toBe(VECTOR_TEXT)
    expect(Buffer.byteLength(text)).toBe(799)
    expect(entryHash(text)).toBe('2bd2d50f715c55d4e486237502ecb79d17b5c88af826458b57e5bd0e3f3ee2a3')
  })

  test('amounts have the decimals of their currency, rates and hours are shortest', () => {
    const line = { ...bare, amount: 1250n, baseAmount: 5063n, hours: '-1.50', vatBase: -3n }
    const yen = { ...vector, currency: 'JPY', exchangeRate: '0.0405000000', lines: [line] }
    const [, , , , , , , , , , , , currency, rate, original, ...rest] = JSON.parse(
      entryHashText({ ...yen, originalAmount: -1250n }, [], { ...scope, digits: 0 }),
    )
    expect([currency, rate, original]).toEqual(['JPY', '0.0405', '-1250'])
    expect(rest.at(-2)).toEqual([
      [
        ...[id('6480'), 'C', '1250', '50.63', 'ENTRY', null, null, null, '-3', null],
        ...[null, null, null, [], '-1.5'],
      ],
    ])
    const dinar = entryHashText({ ...vector, originalAmount: 5n }, [], { ...scope, digits: 3 })
    expect(JSON.parse(dinar)[14]).toBe('0.005')
  })

  test('tags are sorted, files keep their order', () => {
    const files = ['b', 'a'].map((name) => ({
      ...{ fileName: `${name}.txt`, mimeType: 'text/plain', size: 1, sha256: 'ab' },
    }))
    const tagged = { ...vector, tagIds: [id('b'), id('a')] }
    const hashed = JSON.parse(entryHashText(tagged, files, scope))
    expect(hashed[19]).toEqual([id('a'), id('b')])
    expect(hashed[22]).toEqual([
      ['b.txt', 'text/plain', 1, 'ab'],
      ['a.txt', 'text/plain', 1, 'ab'],
    ])
  })

  test('every hashed fact changes the hash', () => {
    const hash = (entry: HashedEntry) => entryHash(entryHashText(entry, [], scope))
    const changes: Partial<HashedEntry>[] = [
      ...[
        { date: '2026-01-16' },
        { dueDate: '2026-02-01' },
        { postedAt: 'x' },
        { currency: 'EUR' },
      ],
      ...[
        { chainPosition: 2 },
        { entryNumber: 2 },
        { originalAmount: 0n },
        { customerId: id('2') },
      ],
      ...[{ vendorId: id('2') }, { description: null }, { tagIds: [id('3')] }, { lines: [] }],
      ...[{ reversalOfId: id('4') }, { source: 'draft' }, { exchangeRate: '2' }],
      ...[{ previousHash: 'f'.repeat(64) }, { id: id('5') }, { fiscalYearId: id('6') }],
    ] as const
    const hashes = changes.map((change) => hash({ ...vector, ...change }))
    expect(new Set([...hashes, hash(vector)]).size).toBe(changes.length + 1)
  })
})
