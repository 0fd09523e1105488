import { readFileSync } from 'node:fs'

const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')

/** The release, as the server's package.json has it. */
export const version: string = (JSON.parse(manifest) as { version: string }).version
