export type { DueWork, WorkDone } from './clock/due-work.ts'
export { type Company, getCompany } from './company-queries.ts'
export { licensesSchema } from './company-schemas.ts'
export { licensesView } from './company-view.ts'
export {
  type CompanyRequest,
  createCompany,
  createCompanyWithin,
  type Founder,
  type Seed,
} from './create-company.ts'
export { lockLedger } from './ledger-lock-queries.ts'
export { companyOperations } from './operations.ts'
