/**
 * Completes package-lock.json after `npm install` from a registry that lacks the packages of other
 * platforms: npm leaves those out and `npm ci` then refuses the whole lock file. Their versions are exact
 * in the package that wants them, so they are added as npm writes them, save for the checksum.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './setup.mjs'

const SYSTEMS = /(?<=^|-)(android|darwin|freebsd|linux|openharmony|win32)(?=-|$)/
const PROCESSORS = /(?<=^|-)(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?=-|$)/
const LIBRARIES = { gnu: 'glibc', musl: 'musl' }

function entryFor(name, version, isDev) {
  const platform = name.split('/').at(-1)
  const [os, cpu] = [SYSTEMS, PROCESSORS].map((words) => words.exec(platform)?.[0])
  if (!os || !cpu || !/^\d+\.\d+\.\d+/.test(version)) throw new Error(`Unclear: ${name}@${version}`)
  const library = os === 'linux' && LIBRARIES[/(gnu|musl)/.exec(platform)?.[0]]
  return {
    version,
    resolved: `https://registry.npmjs.org/${name}/-/${platform}-${version}.tgz`,
    cpu: [cpu],
    ...(isDev && { dev: true }),
    ...(library && { libc: [library] }),
    optional: true,
    os: [os],
  }
}

const path = join(ROOT, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const names = Object.keys(lock.packages)
const missing = Object.values(lock.packages).flatMap(({ optionalDependencies = {}, dev }) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !names.some((at) => at.endsWith(`node_modules/${name}`)))
    .map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, dev)]),
)
const sorted = [...Object.entries(lock.packages), ...missing].sort(([a], [b]) =>
  a.localeCompare(b, 'en'),
)
lock.packages = Object.fromEntries(sorted)
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${missing.length} packages of other platforms added.`)
