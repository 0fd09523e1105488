/** `npm run check`: types, lint, format, import direction, unused code. */
import { failedChecks } from './checks.mjs'
import { install } from './setup.mjs'

if (!install() || failedChecks().length > 0) process.exitCode = 1
