import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../../test/harness/postgres.ts'
import { ConfigError } from '../../../kernel/config-error.ts'
import { migrate } from '../migrate.ts'

let folder: string
let database: TestDatabase

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerbee-migrations-'))
  database = await testDatabase({ template: 'template0' })
  write('0001_bees.sql', 'create table bees (id integer); insert into bees values (1)')
})

afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

function write(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql)
}

async function query(statement: string, options: pg.ClientConfig = {}): Promise<unknown[]> {
  const client = new pg.Client({ ...database.connection, ...options })
  await client.connect()
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

describe('migrate', () => {
  test('applies each file once, in order, also to a database of an older release', async () => {
    expect(await migrate(database.connection, { folder })).toEqual(['0001_bees.sql'])
    write('0002_hives.sql', 'create table hives as select id from bees')
    expect(await migrate(database.connection, { folder })).toEqual(['0002_hives.sql'])
    expect(await migrate(database.connection, { folder })).toEqual([])
    expect(await query('select id from hives')).toEqual([[1]])
    expect(await query('select number, name from schema_migrations order by number')).toEqual([
      [1, '0001_bees.sql'],
      [2, '0002_hives.sql'],
    ])
  })

  test('applies once when many nodes start at the same moment', async () => {
    const runs = await Promise.all(
      Array.from({ length: 8 }, () => migrate(database.connection, { folder })),
    )
    expect(runs.flat()).toEqual(['0001_bees.sql'])
    expect(await query('select id from bees')).toEqual([[1]])
  })

  test('keeps nothing of a file that fails', async () => {
    write('0002_broken.sql', 'create table hives (id integer); select 1 / 0')
    await expect(migrate(database.connection, { folder })).rejects.toThrow(
      'Migration 0002_broken.sql failed: division by zero.',
    )
    expect(await query("select to_regclass('hives'), to_regclass('bees')::text")).toEqual([
      [null, 'bees'],
    ])
  })

  test('refuses a changed file', async () => {
    await migrate(database.connection, { folder })
    write('0001_bees.sql', 'create table bees (id bigint)')
    const again = migrate(database.connection, { folder })
    await expect(again).rejects.toThrow(ConfigError)
    await expect(again).rejects.toThrow(/0001_bees\.sql is not the one this database was made with/)
  })

  test('refuses a database that is newer than the release', async () => {
    write('0002_hives.sql', 'create table hives (id integer)')
    await migrate(database.connection, { folder })
    rmSync(join(folder, '0002_hives.sql'))
    const older = migrate(database.connection, { folder })
    await expect(older).rejects.toThrow(ConfigError)
    await expect(older).rejects.toThrow(/newer than this release \(it has migration 0002_hives/)
  })

  test('refuses files whose numbers leave a gap', async () => {
    write('0003_hives.sql', 'select 1')
    await expect(migrate(database.connection, { folder })).rejects.toThrow(/breaks the numbering/)
  })

  test('says in one sentence that the database cannot be reached', async () => {
    const nowhere = migrate({ host: '127.0.0.1', port: 1, user: 'nobody' }, { folder })
    await expect(nowhere).rejects.toThrow(ConfigError)
    await expect(nowhere).rejects.toThrow(/^The database cannot be reached: .*ECONNREFUSED.*\.$/)
  })

  test('leaves an application role that a connection can start as, and that is bound', async () => {
    await migrate(database.connection, { folder })
    const asApplication = { options: '-c role=ledgerbee_app' }
    expect(
      await query(
        `select current_user::text, rolsuper, rolbypassrls, rolcanlogin, rolinherit
           from pg_roles where rolname = current_user`,
        asApplication,
      ),
    ).toEqual([['ledgerbee_app', false, false, false, false]])
    await expect(query('select id from bees', asApplication)).rejects.toThrow(/permission denied/)
  })
})

describe('migrate as an ordinary owner of its database', () => {
  const owner = `owner_${process.pid}`
  const password = 'a-password-of-the-test'

  afterEach(async () => {
    await database.drop()
    database = await testDatabase({ template: 'template0' })
    await query(`drop role ${owner}`)
  })

  async function ownedBy(privileges: string): Promise<pg.ClientConfig> {
    await query(`create role ${owner} login password '${password}' ${privileges}`)
    await query(`alter database ${database.connection.database} owner to ${owner}`)
    return { ...database.connection, user: owner, password }
  }

  test('works once an administrator has granted the roles', async () => {
    await migrate(database.connection, { folder: mkdtempSync(join(folder, 'empty-')) })
    await query('drop table schema_migrations')
    await query('drop schema graphile_worker cascade')
    const connection = await ownedBy('nocreaterole')
    await query(`grant ledgerbee_app, ledgerbee_group to ${owner}`)
    await migrate(connection, { folder })
    const rows = await query('select current_user::text', {
      ...connection,
      options: '-c role=ledgerbee_app',
    })
    expect(rows).toEqual([['ledgerbee_app']])
  })

  test('says what an administrator has to run when the role is out of reach', async () => {
    const connection = await ownedBy('nocreaterole')
    const refused = migrate(connection, { folder })
    await expect(refused).rejects.toThrow(ConfigError)
    await expect(refused).rejects.toThrow(/let an administrator run "create role ledgerbee_app/)
  })
})
