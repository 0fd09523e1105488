import { ASSIGNABLE_SCOPES, issueKey, OPERATOR_SCOPE } from '../access/index.ts'
import { timestamp } from '../kernel/calendar.ts'
import { type Command, EXIT, UsageError } from './command.ts'
import { readOptions, required } from './options.ts'
import { inCompany, readCompanyId, withDatabase } from './session.ts'
import { say } from './terminal.ts'

/** What a key made here may hold: the two portal scopes come from `POST /portal/sso-key` (platform.md 3). */
const GRANTABLE: readonly string[] = [...ASSIGNABLE_SCOPES, OPERATOR_SCOPE]

/** Makes an API key of a company. */
export const keyCreate: Command = {
  usage: 'key create --company <id> --name <name> --scopes <a,b|all> [--expires <date>]',
  summary: 'make an API key',
  async run(args) {
    const options = readOptions(args, {
      company: { type: 'string' },
      name: { type: 'string' },
      scopes: { type: 'string' },
      expires: { type: 'string' },
    })
    const company = readCompanyId(required(options.company, 'company'))
    const request = {
      name: required(options.name, 'name'),
      scopes: readScopes(required(options.scopes, 'scopes')),
      expiresAt: options.expires === undefined ? null : readExpiry(options.expires),
    }
    const { key } = await withDatabase((db) =>
      inCompany(db, company, 'write', async (ctx) => issueKey(ctx, request)),
    )
    say(`API key  ${key}  (shown this once only)`)
    return EXIT.ok
  },
}

function readScopes(text: string): readonly string[] {
  if (text === 'all') return GRANTABLE
  const scopes = text.split(',').map((scope) => scope.trim())
  const unknown = scopes.filter((scope) => !GRANTABLE.includes(scope))
  if (unknown.length === 0) return scopes
  throw new UsageError(
    `--scopes: ${unknown.join(', ')} cannot be given; choose from all, ${GRANTABLE.join(', ')}.`,
  )
}

/** A key lives on real time, never on a sandbox company's clock. */
function readExpiry(text: string): string {
  const at = /^\d{4}-\d\d-\d\d(T\S+)?$/.test(text) ? new Date(text) : new Date(Number.NaN)
  if (Number.isNaN(at.getTime()) || at <= new Date()) {
    throw new UsageError(
      '--expires must be a day or an instant to come, such as 2027-01-31 or 2027-01-31T12:00:00Z.',
    )
  }
  return timestamp(at)
}
