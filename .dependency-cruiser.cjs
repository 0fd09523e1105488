/** Imports point one way: the order of ARCHITECTURE.md as rules. `scripts/check.mjs` runs them. */

/** Domains from the lowest up; those of one level do not know each other. */
const DOMAIN_LEVELS = [
  ['companies'],
  ['parties'],
  ['ledger'],
  ['catalog'],
  ['documents'],
  ['delivery', 'settlement'],
  ['cards', 'usage'],
  ['subscriptions'],
  ['portal'],
  ['reports'],
]

const TESTS = '(^|/)tests?/|\\.test\\.ts$'

function forbidden(name, comment, from, to) {
  return { name, comment, severity: 'error', from: { pathNot: TESTS, ...from }, to }
}

/** A domain may import lower levels and itself; of the others it knows nothing. */
function domainOrder() {
  return DOMAIN_LEVELS.flatMap((level, index) =>
    level.map((domain) => {
      const below = DOMAIN_LEVELS.slice(0, index).flat()
      const allowed = [...below, domain].join('|')
      return forbidden(
        `domain-order-${domain}`,
        `domain/${domain} may import only: ${below.join(', ') || 'no other domain'}.`,
        { path: `^server/src/domain/${domain}/` },
        { path: `^server/src/domain/(?!(?:${allowed})/)` },
      )
    }),
  )
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A circle never: declare an interface below and let main.ts hand it in.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    forbidden(
      'kernel-imports-nothing',
      'The kernel imports nothing of ours.',
      { path: '^server/src/kernel/' },
      { path: '^server/src/(?!kernel/)' },
    ),
    forbidden(
      'platform-below-business',
      'Platform is machinery: it imports the kernel and itself.',
      { path: '^server/src/platform/' },
      { path: '^server/src/(?!(?:kernel|platform)/)' },
    ),
    forbidden(
      'domain-below-surfaces',
      'A domain imports the kernel, the platform and lower domains.',
      { path: '^server/src/domain/' },
      { path: '^server/src/(?!(?:kernel|platform|domain)/)' },
    ),
    forbidden(
      'access-and-surfaces-below-main',
      'Only main.ts, app.ts and cli.ts put the program together.',
      { path: '^server/src/(access|surfaces)/' },
      { path: '^server/src/[^/]+\\.ts$' },
    ),
    forbidden(
      'access-below-surfaces',
      'Access does not know who calls it.',
      { path: '^server/src/access/' },
      { path: '^server/src/surfaces/' },
    ),
    forbidden(
      'production-without-tests',
      'Production code does not import tests.',
      { path: '^server/src/' },
      { path: TESTS },
    ),
    ...domainOrder(),
    forbidden(
      'domain-known-to-the-order',
      'A new domain takes its place in DOMAIN_LEVELS first.',
      { path: `^server/src/domain/(?!(?:${DOMAIN_LEVELS.flat().join('|')})/)` },
      { path: '.' },
    ),
    forbidden(
      'domain-through-its-index',
      'A domain is entered only through its index.ts.',
      { path: '^server/src/domain/([^/]+)/' },
      { path: '^server/src/domain/[^/]+/(?!index\\.ts$)', pathNot: '^server/src/domain/$1/' },
    ),
    forbidden(
      'domain-through-its-index-from-outside',
      'A domain is entered only through its index.ts.',
      { path: '^server/src/(?!domain/)' },
      { path: '^server/src/domain/[^/]+/(?!index\\.ts$)' },
    ),
    forbidden(
      'sql-in-queries-only',
      'Only *-queries.ts know tables.',
      { path: '^server/src/(domain|access)/', pathNot: `-queries\\.ts$|${TESTS}` },
      { path: '^server/src/platform/db/sql\\.ts$' },
    ),
    forbidden(
      'domain-opens-no-connection',
      'A domain works in the transaction of its context.',
      { path: '^server/src/domain/' },
      {
        path: '^server/src/platform/db/(embedded|migrate|postgres|application-role)|/node_modules/pg/',
      },
    ),
    forbidden(
      'surfaces-without-sql',
      'Surfaces are thin: no SQL; the database only to hand it on.',
      { path: '^server/src/surfaces/' },
      { path: '^server/src/platform/db/(?!database\\.ts)|/node_modules/pg/' },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'server/tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts', '.d.mts'],
    },
  },
}
