export { verifyOperations } from './operations.ts'
export { type Verification, verifyBooks } from './verify-books.ts'
