import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/platform/db/embedded.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { startDebianPostgres } from './debian-postgres.ts'
import type { TestServer } from './postgres.ts'

const TEMPLATE = 'ledgerbee_template'

/** Fast, not durable: a test's database does not outlive the test. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 300,
  max_wal_size: '4GB',
}

interface Started {
  readonly server: Omit<TestServer, 'template'>
  stop(): Promise<void>
}

/** Starts one PostgreSQL for the whole run and migrates the template; the result stops it again. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const isTcp = process.env['LEDGERBEE_TEST_POSTGRES'] === 'tcp'
  const { server, stop } = isTcp ? await startDebianPostgres(SETTINGS) : await startForTests()
  try {
    await migrateTemplate(server)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('testServer', { ...server, template: TEMPLATE })
  return stop
}

async function startForTests(): Promise<Started> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'ledgerbee-test-'))
  const embedded = await startEmbedded({ dataFolder, settings: SETTINGS })
  const { host, port, user } = embedded.connection
  const stop = async () => {
    await embedded.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return { server: { host, port, user }, stop }
}

async function migrateTemplate(server: Omit<TestServer, 'template'>): Promise<void> {
  const client = new pg.Client({ ...server, database: 'postgres' })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  await migrate({ ...server, database: TEMPLATE })
}
