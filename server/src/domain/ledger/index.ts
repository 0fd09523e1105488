export { ledgerOperations } from './operations.ts'
export { seedLedger } from './setup/seed-ledger.ts'
