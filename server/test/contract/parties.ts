/** What the contract tests of customers, vendors and groups share. */
import { companyId } from '../../src/kernel/context.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { expect } from 'vitest'
import type { Client, TestApp, TestCompany } from '../harness/app.ts'

/** An id that nothing has. */
export const UNKNOWN = '01890000-0000-7000-8000-000000000000'

/** A customer as answered, as far as the tests name its fields. */
export interface Created {
  readonly id: string
  readonly customerNumber: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** Makes customers of a company's first group. */
export interface Customers {
  readonly groupId: string
  /** A body that is right as it stands. */
  body(fields?: object): object
  /** Creates a customer and answers it. */
  created(fields?: object): Promise<Created>
}

/** The customers of the client's company. */
export async function customersOf(api: Client): Promise<Customers> {
  const groupId: string = (await api.get('/v1/customer-groups')).body[0].id
  const right = {
    ...{ customerType: 'company', name: 'Nordlys ApS', vatZone: 'domestic', countryCode: 'DK' },
    customerGroupId: groupId,
  }
  const body = (fields: object = {}) => ({ ...right, ...fields })
  return {
    groupId,
    body,
    async created(fields) {
      const answer = await api.post('/v1/customers', body(fields))
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      return answer.body
    },
  }
}

/** The data of the company's outbox events of a topic, oldest first. */
export async function announced(
  server: TestApp,
  company: TestCompany,
  topic: string,
): Promise<Record<string, unknown>[]> {
  const rows = await server.db.transact(companyId(company.id), 'read', (tx) =>
    tx.rows<{ data: Record<string, unknown> }>(
      sql`select data from outbox_events where topic = ${topic} order by id`,
    ),
  )
  return rows.map((row) => row.data)
}

/** The actions of the audit events on a resource, oldest first. */
export async function audited(
  server: TestApp,
  company: TestCompany,
  resourceId: string,
): Promise<string[]> {
  const rows = await server.db.transact(companyId(company.id), 'read', (tx) =>
    tx.rows<{ action: string }>(
      sql`select action from audit_events where resource_id = ${resourceId} order by id`,
    ),
  )
  return rows.map((row) => row.action)
}
