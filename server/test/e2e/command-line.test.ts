import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, Installation, printedKey } from '../harness/server-process.ts'

const installation = new Installation()
let key: string

beforeAll(async () => {
  key = printedKey(await installation.serve())
})

afterAll(() => installation.remove())

function ledgerbee(command: string, ...more: string[]): Promise<Ended> {
  return installation.run([...command.split(' '), ...more]).end()
}

async function companyId(): Promise<string> {
  return (await installation.json('/api/v1/company', key)).id
}

describe('the command line, beside a running server', () => {
  test('fills the demo company once, and proves the books', async () => {
    const filled = await ledgerbee('demo')
    expect(filled).toMatchObject({ code: 0, stderr: '' })
    expect(filled.stdout).toMatch(/^Posted \d{3} entries/)
    const again = await ledgerbee('demo')
    expect(again.code).toBe(1)
    expect(again.stderr).toBe(
      'The demo company has its year of life already; it gets no second one.\n',
    )
    const id = await companyId()
    const proved = await ledgerbee('verify', '--company', id)
    expect(proved).toMatchObject({ code: 0, stderr: '' })
    expect(proved.stdout).toMatch(
      new RegExp(`^ok      ${id}  Demo ApS: \\d{3} entries, head [0-9a-f]{64}\n$`),
    )
  })

  test('makes a company and keys with the scopes asked for', async () => {
    const made = await ledgerbee('company create --name Ny --country se --currency sek --sandbox')
    expect(made).toMatchObject({ code: 0, stderr: '' })
    const id = /company {2}(\S+)/.exec(made.stdout)?.[1] ?? ''
    const company = await installation.json('/api/v1/company', printedKey(made))
    expect(company).toMatchObject({ id, countryCode: 'SE', currency: 'SEK', sandbox: true })

    const command = ['key', 'create', '--company', id, '--name', 'reader']
    const limited = await ledgerbee(
      command.join(' '),
      ...['--scopes', 'accounts-read,company-read', '--expires', '2999-12-31'],
    )
    expect(limited.code).toBe(0)
    const facts = await installation.json('/api/v1/api-key', printedKey(limited))
    expect(facts).toMatchObject({
      scopes: ['accounts-read', 'company-read'],
      expiresAt: '2999-12-31T00:00:00.000Z',
    })
    const all = await ledgerbee(command.join(' '), '--scopes', 'all')
    const scopes = (await installation.json('/api/v1/api-key', printedKey(all))).scopes
    expect(scopes).toContain('operator')
    expect(scopes).not.toContain('portal-provision')
  })

  test('has nothing to migrate', async () => {
    expect(await ledgerbee('migrate')).toEqual({
      code: 0,
      stdout: 'The database is up to date.\n',
      stderr: '',
    })
  })

  const nobody = '00000000-0000-7000-8000-000000000000'
  test.each([
    ['sing', 64, 'There is no command "sing": see ledgerbee --help.'],
    ['company destroy', 64, 'There is no command "company destroy": see ledgerbee --help.'],
    ['verify --loud', 64, "Unknown option '--loud': see ledgerbee --help."],
    ['company create --country DK', 64, '--name is missing: see ledgerbee --help.'],
    ['company create --name A --country XX --currency DKK', 64, /^--country must be a country/],
    ['company create --name A --country DK --currency KR', 64, /^--currency must be a currency/],
    ['key create --company 7 --name A --scopes all', 64, /^--company must be a company's id/],
    [`key create --company ${nobody} --name A --scopes fly`, 64, /^--scopes: fly cannot be given/],
    [
      `key create --company ${nobody} --name A --scopes portal-sso-mint`,
      64,
      /^--scopes: portal-sso-mint cannot be given/,
    ],
    [
      `key create --company ${nobody} --name A --scopes all --expires 2020-01-01`,
      64,
      /^--expires must be a day or an instant to come/,
    ],
    [`key create --company ${nobody} --name A --scopes all`, 1, `There is no company ${nobody}.`],
    [`verify --company ${nobody}`, 1, `There is no company ${nobody}.`],
  ])('answers "%s" with exit code %i and one sentence', async (command, code, sentence) => {
    const ended = await ledgerbee(command)
    expect(ended.stderr.trim()).toMatch(sentence)
    expect(ended).toMatchObject({ code, stdout: '' })
    expect(ended.stderr.trim().split('\n')).toHaveLength(1)
  })

  test('helps', async () => {
    const { code, stdout } = await ledgerbee('--help')
    expect(code).toBe(0)
    for (const command of ['serve', 'migrate', 'company create', 'key create', 'verify', 'demo']) {
      expect(stdout).toContain(`ledgerbee ${command}`)
    }
  })
})

test('a command starts the embedded database itself when no server runs', async () => {
  const alone = new Installation()
  try {
    const missing = await alone.run(['demo']).end()
    expect(missing.stderr).toMatch(/^There is no demo company: /)
    const command = ['company', 'create', '--name', 'A', '--country', 'DK', '--currency', 'DKK']
    const made = await alone.run(command).end()
    expect(made.code).toBe(0)
    const proved = await alone.run(['verify']).end()
    expect(proved.stdout).toMatch(/^ok .+ A: 0 entries/)
    // A company made before the first start is no reason for a demo company.
    const server = await alone.serve()
    expect(server.stdout).not.toMatch(/lb_/)
  } finally {
    await alone.remove()
  }
})
