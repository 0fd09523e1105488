export { lockLedger } from './ledger-lock-queries.ts'
export { type CompanyRequest, createCompany, type Seed } from './create-company.ts'
export { companyOperations } from './operations.ts'
