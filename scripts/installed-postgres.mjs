import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const DEBIAN_FOLDER = '/usr/lib/postgresql'

/** Path of the newest `postgres` of the machine: Debian's, else one on PATH; `undefined`: none. */
export function findInstalledPostgres() {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : []
  const debian = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_FOLDER, version, 'bin'))
  const onPath = (process.env.PATH ?? '').split(delimiter)
  return [...debian, ...onPath].map((bin) => join(bin, 'postgres')).find((path) => existsSync(path))
}
