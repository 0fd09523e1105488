export { partyOperations } from './operations.ts'
