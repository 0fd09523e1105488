/** What the database itself refuses, whatever the program above it does (ledger.md 8, 13). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyId, type Statement, type Transaction } from '../../src/kernel/context.ts'
import { brokenConstraint, sqlState } from '../../src/platform/db/database.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type TestApp, type TestCompany, testApp } from '../harness/app.ts'
import { booksOf } from '../harness/books.ts'
import { made } from './answers.ts'

const PERMISSION_DENIED = '42501'
const FOREIGN_KEY = '23503'
const CHECK = '23514'
const ZEROS = '0'.repeat(64)

let server: TestApp
let company: TestCompany
let entryId: string

beforeAll(async () => {
  server = await testApp()
  company = await server.company()
  const books = await booksOf(server, company)
  entryId = (await made(books.post('JOURNAL_ENTRY', ['D 2510 125 I25', 'C 6480 125']))).id
})
afterAll(async () => {
  const { body } = await company.api.get('/operator/v1/audit/verify')
  expect(body).toMatchObject({ ok: true, entries: 1 })
  await server.close()
})

const inCompany = <T>(work: (tx: Transaction) => Promise<T>, id = company.id) =>
  server.db.transact(companyId(id), 'write', work)

/** The error of a transaction that must fail. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => error,
  )
}

/** SQLSTATE of what one statement of the application is refused with. */
async function refusal(statement: Statement): Promise<string | undefined> {
  return sqlState(await failure(inCompany((tx) => tx.rows(statement))))
}

/** A name that no value may hold, as SQL text. */
const raw = (text: string): Statement => sql(Object.assign([text], { raw: [text] }))

describe('the application cannot change or remove what is posted', () => {
  test.each(['journal_entries', 'journal_lines', 'files', 'audit_events'])(
    'no delete and no truncate of %s',
    async (table) => {
      expect(await refusal(raw(`delete from ${table}`))).toBe(PERMISSION_DENIED)
      expect(await refusal(raw(`truncate ${table} cascade`))).toBe(PERMISSION_DENIED)
    },
  )

  test('of an entry only what may be corrected can be updated, of a line nothing', async () => {
    const columns = await server.query(`
      select table_name, column_name from information_schema.columns
      where table_name in ('journal_entries', 'journal_lines')`)
    const changeable: string[] = []
    for (const { table_name: table, column_name: column } of columns) {
      const state = await inCompany((tx) =>
        tx.rows(raw(`update ${table} set ${column} = ${column}`)),
      ).then(() => undefined, sqlState)
      if (state === undefined) changeable.push(`${table}.${column}`)
      else expect(state).toBe(PERMISSION_DENIED)
    }
    expect(changeable.sort()).toEqual([
      ...['journal_entries.external_system_id', 'journal_entries.reference'],
      ...['journal_entries.reversed_by_id', 'journal_entries.updated_at'],
    ])
  })

  test('no line is added to a posted entry', async () => {
    const added = (number: number, count: number) =>
      inCompany((tx) =>
        tx.rows(sql`
          insert into journal_lines (company_id, entry_id, line_number, line_count, id, account_id,
            side, amount, base_amount, line_kind, generated, date)
          select company_id, entry_id, ${number}, ${count}, gen_random_uuid(), account_id, side,
            0, 0, line_kind, generated, date
          from journal_lines where entry_id = ${entryId} and line_number = 1`),
      )
    expect(sqlState(await failure(added(4, 4)))).toBe(FOREIGN_KEY)
    expect(sqlState(await failure(added(4, 3)))).toBe(CHECK)
    expect(brokenConstraint(await failure(added(3, 3)))).toBe('journal_lines_pkey')
  })
})

describe('an entry that does not balance fails at the commit', () => {
  /** A second entry like the first, its lines taken from `lines`. */
  const copied = (lines: Statement, numbers = sql`2, 2`) =>
    inCompany(async (tx) => {
      tx.run(sql`
        insert into journal_entries (company_id, id, chain_position, entry_number, fiscal_year_id,
          entry_type, source, date, posted_at, updated_at, currency, exchange_rate, amount,
          journal_category_id, previous_hash, entry_hash, line_count)
        select company_id, '01890000-0000-7000-8000-000000000001', ${numbers}, fiscal_year_id,
          entry_type, source, date, posted_at, updated_at, currency, exchange_rate, amount,
          journal_category_id, entry_hash, decode(${ZEROS}, 'hex'), line_count
        from journal_entries where id = ${entryId}`)
      tx.run(sql`
        insert into journal_lines (company_id, entry_id, line_number, line_count, id, account_id,
          side, amount, base_amount, line_kind, generated, date)
        select company_id, '01890000-0000-7000-8000-000000000001', line_number, line_count,
          gen_random_uuid(), account_id, side, ${lines}, line_kind, generated, date
        from journal_lines where entry_id = ${entryId}`)
      throw await tx.rows(sql`set constraints all immediate`).then(() => 'it balanced')
    })

  test.each<[string, Statement]>([
    ['in its currency', sql`amount + (line_number = 1)::int, base_amount`],
    ['in base currency', sql`amount, base_amount + (line_number = 1)::int`],
  ])('%s', async (_name, lines) => {
    expect(brokenConstraint(await failure(copied(lines)))).toBe('journal_entries_balance')
  })

  test('one that does, would not; a used number or place in the chain is refused', async () => {
    const same = sql`amount, base_amount`
    expect(await failure(copied(same))).toBe('it balanced')
    const number = await failure(copied(same, sql`2, 1`))
    expect(brokenConstraint(number)).toBe('journal_entries_number_unique')
    const position = await failure(copied(same, sql`1, 2`))
    expect(brokenConstraint(position)).toBe('journal_entries_chain_unique')
  })
})

describe('rows of another company', () => {
  const tenantTables = async () =>
    (
      await server.query(`
        select c.relname as name, c.relrowsecurity as is_secured,
          c.relowner = (select oid from pg_roles where rolname = 'ledgerbee_app') as is_owned,
          exists (select from pg_policy p where p.polrelid = c.oid) as has_policy
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname = 'public'
          and exists (select from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped)`)
    ).map((table) => ({ ...table, name: String(table['name']) }))

  test('every table with a company has row-level security and a policy', async () => {
    const tables = await tenantTables()
    expect(tables.length).toBeGreaterThan(20)
    for (const table of tables) {
      expect(table).toMatchObject({ is_secured: true, has_policy: true, is_owned: false })
    }
  })

  test('are not there: for no table does another company see, change or add one', async () => {
    const stranger = await server.company()
    for (const { name } of await tenantTables()) {
      const others = sql`where company_id = ${company.id}`
      const read = inCompany(
        (tx) => tx.rows(sql`${raw(`select 1 from ${name}`)} ${others}`),
        stranger.id,
      )
      expect(await read, name).toEqual([])
    }
    const moved = inCompany(
      (tx) => tx.rows(sql`update ledger_heads set company_id = ${company.id}`),
      stranger.id,
    )
    expect(sqlState(await failure(moved))).toBe(PERMISSION_DENIED)
    const changed = inCompany(
      (tx) => tx.run(sql`update journal_entries set reference = 'x' where id = ${entryId}`),
      stranger.id,
    )
    expect(await changed).toBe(0)
  })

  test('without a company a transaction sees nothing', async () => {
    for (const { name } of await tenantTables()) {
      const seen = await server.db
        .transact(null, 'read', (tx) => tx.rows(raw(`select 1 from ${name}`)))
        .then(
          (rows) => rows.length,
          () => 'an error',
        )
      expect([0, 'an error'], name).toContain(seen)
    }
  })
})

describe('the roles', () => {
  test('are bound by row-level security, own nothing and cannot log in', async () => {
    const roles = await server.query(`
      select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolinherit,
        exists (select from pg_class where relowner = r.oid) as is_owner,
        exists (select from pg_auth_members where member = r.oid) as is_member
      from pg_roles r where rolname in ('ledgerbee_app', 'ledgerbee_group') order by 1`)
    const bound = {
      ...{ rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false },
      ...{ rolinherit: false, is_owner: false, is_member: false },
    }
    expect(roles).toEqual([
      { rolname: 'ledgerbee_app', ...bound },
      { rolname: 'ledgerbee_group', ...bound },
    ])
  })

  test('functions that run as their owner name their search path', async () => {
    const loose = await server.query(`
      select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'public' and prosecdef
        and not coalesce(array_to_string(proconfig, ','), '') like '%search_path=%'`)
    expect(loose).toEqual([])
  })

  test('the role that posts for several companies can append, not read or change', async () => {
    const other = await server.company()
    const grouped = (statement: Statement, ...ids: string[]) =>
      server.db.transactGroup(ids.map(companyId), (tx) => tx.rows(statement))
    const refused = async (statement: Statement) =>
      sqlState(await failure(grouped(statement, company.id, other.id)))
    for (const table of ['journal_entries', 'journal_lines', 'audit_events', 'accounts', 'files']) {
      expect(await refused(raw(`select from ${table}`)), table).toBe(PERMISSION_DENIED)
      expect(await refused(raw(`delete from ${table}`)), table).toBe(PERMISSION_DENIED)
      expect(await refused(raw(`update ${table} set company_id = company_id`)), table).toBe(
        PERMISSION_DENIED,
      )
    }
    expect(await refused(sql`select name from customers`)).toBe(PERMISSION_DENIED)
    const heads = await grouped(sql`select company_id from ledger_heads`, other.id)
    expect(heads).toEqual([{ company_id: other.id }])
  })
})
