import { ALL_SCOPES, issueKey } from '../access/index.ts'
import { createCompany } from '../domain/companies/index.ts'
import { isCountry } from '../kernel/country.ts'
import { isCurrency } from '../kernel/currency.ts'
import { seeds } from '../seeds.ts'
import { type Command, EXIT, UsageError } from './command.ts'
import { readOptions, required } from './options.ts'
import { BY_COMMAND, withDatabase } from './session.ts'
import { say } from './terminal.ts'

const NAME_CHARACTERS_MAX = 255

/** Makes a company with its chart and set-up, and a first key that holds every scope. */
export const companyCreate: Command = {
  usage: 'company create --name <name> --country <code> --currency <code> [--sandbox]',
  summary: 'make a company and its first API key',
  async run(args) {
    const request = readRequest(args)
    const { ctx, result } = await withDatabase((db) =>
      createCompany(db, request, BY_COMMAND, seeds, async (ctx) =>
        issueKey(ctx, { name: 'First key', scopes: ALL_SCOPES }),
      ),
    )
    say(`company  ${ctx.company.id}`)
    say(`API key  ${result.key}  (every scope; shown this once only)`)
    return EXIT.ok
  },
}

function readRequest(args: string[]) {
  const options = readOptions(args, {
    name: { type: 'string' },
    country: { type: 'string' },
    currency: { type: 'string' },
    sandbox: { type: 'boolean', default: false },
  })
  const name = required(options.name, 'name')
  const countryCode = required(options.country, 'country').toUpperCase()
  const currency = required(options.currency, 'currency').toUpperCase()
  if (name.length > NAME_CHARACTERS_MAX) {
    throw new UsageError(`--name must have at most ${NAME_CHARACTERS_MAX} characters.`)
  }
  if (!isCountry(countryCode)) {
    throw new UsageError('--country must be a country of ISO 3166-1 in two letters, such as DK.')
  }
  if (!isCurrency(currency)) {
    throw new UsageError('--currency must be a currency of ISO 4217 in three letters, such as DKK.')
  }
  return { name, countryCode, currency, sandbox: options.sandbox }
}
