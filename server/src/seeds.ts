import type { Seed } from './domain/companies/index.ts'
import { seedLedger } from './domain/ledger/index.ts'

/** What every new company starts with, in this order: each room brings its own. */
export const seeds: readonly Seed[] = [seedLedger]
