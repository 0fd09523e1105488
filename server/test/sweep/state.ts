import pg from 'pg'
import type { TestApp } from '../harness/app.ts'

/** Fingerprint of each table's rows, by the table's name. */
export type State = Readonly<Record<string, unknown>>

/** Rows that a mere attempt may touch: how lately a key was used, how often it asked. */
const TECHNICAL = new Set(['rate_limit_hits', 'migrations', 'schema_migrations'])

/** Reads the rows of every table past row-level security, one statement a look. */
export class Onlooker {
  readonly #client: pg.Client
  readonly #tables: readonly string[]
  readonly #idColumns: readonly { table: string; column: string }[]

  private constructor(
    client: pg.Client,
    tables: readonly string[],
    idColumns: readonly { table: string; column: string }[],
  ) {
    this.#client = client
    this.#tables = tables
    this.#idColumns = idColumns
  }

  static async at(server: TestApp): Promise<Onlooker> {
    const client = new pg.Client(server.database.connection)
    await client.connect()
    const { rows } = await client.query(`
      select table_name as "table", column_name as "column", data_type as type
      from information_schema.columns
        join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1, 2`)
    const columns = rows.map((row) => ({
      table: String(row['table']),
      column: String(row['column']),
      type: row['type'],
    }))
    const ofCompanies = columns.filter(({ column }) => column === 'company_id')
    const tables = ofCompanies.map(({ table }) => table).filter((table) => !TECHNICAL.has(table))
    const isOwned = (table: string) => tables.includes(table)
    const ids = columns.filter(({ type, table }) => type === 'uuid' && isOwned(table))
    return new Onlooker(client, tables, ids)
  }

  /** Fingerprints of every table's rows: of one company, or of all. */
  async state(company?: string): Promise<State> {
    const where = company === undefined ? '' : `where company_id = '${company}'`
    const looks = this.#tables.map(
      (table) => `select '${table}' as name, (select md5(string_agg(row_text, '' order by row_text))
        from (select (to_jsonb(t) - 'last_used_at')::text as row_text
          from ${table} t ${where}) rows) as fingerprint`,
    )
    const { rows } = await this.#client.query(looks.join(' union all '))
    return Object.fromEntries(rows.map((row) => [row['name'], row['fingerprint']]))
  }

  /** Stops looking. */
  async leave(): Promise<void> {
    await this.#client.end()
  }

  /** Every id that stands in a row of the company and in no row of another's. */
  async idsOf(company: string): Promise<string[]> {
    const of = async (sign: '=' | '<>') => {
      const looks = this.#idColumns.map(
        ({ table, column }) =>
          `select ${column}::text as id from ${table} where company_id ${sign} '${company}'`,
      )
      const { rows } = await this.#client.query(looks.join(' union '))
      return new Set(rows.flatMap((row) => (row['id'] === null ? [] : [String(row['id'])])))
    }
    const others = await of('<>')
    return [...(await of('='))].filter((id) => !others.has(id))
  }
}
