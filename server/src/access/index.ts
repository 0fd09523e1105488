export { KeyAuthentication } from './api-keys/authenticate.ts'
export { issueKey, type KeyRequest } from './api-keys/issue-key.ts'
export { accessOperations } from './operations.ts'
export { ALL_SCOPES, ASSIGNABLE_SCOPES, OPERATOR_SCOPE, PORTAL_SCOPES } from './scopes.ts'
