export { ATTACHMENT_LINKS, findStoredFile } from './attachments/index.ts'
export { ledgerOperations } from './operations.ts'
export { seedLedger } from './setup/seed-ledger.ts'
export { type Verification, verifyBooks } from './verify/index.ts'
