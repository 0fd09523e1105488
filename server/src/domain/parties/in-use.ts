import { sqlState } from '../../platform/db/database.ts'

const FOREIGN_KEY_VIOLATION = '23503'

/** Whether a delete failed because another row names the one that was to go. */
export function isInUse(error: unknown): boolean {
  return sqlState(error) === FOREIGN_KEY_VIOLATION
}
