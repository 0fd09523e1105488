#!/usr/bin/env node
import { existsSync } from 'node:fs'

const program = new URL('../dist/cli.js', import.meta.url)
if (existsSync(program)) {
  await import(program)
} else {
  console.error('LedgerBee is not built yet: run "npm run build", or "npm start" which does so.')
  process.exitCode = 78
}
