export { partyOperations } from './operations.ts'
export { seedGroups } from './seed-groups.ts'
