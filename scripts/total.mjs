/** Adds up the totals that several runs left in files, each named as an argument. */
import { existsSync, readFileSync } from 'node:fs'
import { conclude, NONE, sum } from './vitest.mjs'

const totals = process.argv.slice(2).map((path) =>
  // A run that left nothing behind did not get to its end.
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { ...NONE, failed: 1 },
)
conclude(sum(totals))
